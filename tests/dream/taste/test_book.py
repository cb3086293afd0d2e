from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from dreamwindow.contracts.embedder import EmbedderInfo, SimilarityScale, Vectors
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste import TasteBook
from dreamwindow.dream.taste.book import FILE_NAME, MOST
from dreamwindow.errors import StorageError
from dreamwindow.files import Disk
from tests.dream.taste.cut_short import Crash, CutShort, InPlace
from tests.faulty import FullDisk

SCALE = SimilarityScale(different=0.0, alike=0.4, same=0.7, duplicate=0.9)
EMBEDDER = EmbedderInfo(name="toy-1", dimension=8, scale=SCALE)
FOREST = Theme("misty forest", "people")


def now() -> datetime:
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def book(folder: Path, embedder: EmbedderInfo = EMBEDDER, disk: Disk | None = None) -> TasteBook:
    opened = TasteBook(folder, embedder, now=now, **({} if disk is None else {"disk": disk}))
    opened.load()
    return opened


def vector(seed: int) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=8).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn), np.float32)


def pictures(of: TasteBook) -> list[str]:
    return [like.picture for like in of.likes]


def test_what_is_liked_is_there_in_the_next_run_bit_for_bit(tmp_path: Path) -> None:
    kept = book(tmp_path).like("a/000001.png", FOREST, vector(1))
    (again,) = book(tmp_path).likes
    assert (again.picture, again.theme, again.liked_at) == ("a/000001.png", FOREST, "2026-11-21T09:30:00+00:00")
    assert np.array_equal(again.vector, kept.vector)
    assert float(kept.vector @ vector(1)) == pytest.approx(1, abs=1e-3)


def test_who_deletes_the_file_loses_only_taste(tmp_path: Path) -> None:
    book(tmp_path).like("a/1.png", FOREST, vector(1))
    (tmp_path / FILE_NAME).unlink()
    assert book(tmp_path).likes == ()


def test_liked_again_a_picture_counts_once_and_as_new(tmp_path: Path) -> None:
    liked = book(tmp_path)
    for picture in ("a", "b", "a"):
        liked.like(picture, FOREST, vector(1))
    assert pictures(liked) == ["b", "a"]


def test_the_oldest_goes_when_there_are_too_many(tmp_path: Path) -> None:
    liked = book(tmp_path)
    for n in range(MOST + 2):
        liked.like(f"{n}", FOREST, vector(n))
    assert pictures(liked) == [f"{n}" for n in range(2, MOST + 2)]
    assert (tmp_path / FILE_NAME).stat().st_size < 400 * MOST


def test_two_programs_that_like_lose_nothing_of_each_other(tmp_path: Path) -> None:
    one, other = book(tmp_path), book(tmp_path)
    one.like("a", FOREST, vector(1))
    other.like("b", FOREST, vector(2))
    one.like("c", FOREST, vector(3))
    assert pictures(one) == ["a", "b", "c"]


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    liked = book(tmp_path)
    liked.like("a", FOREST, vector(1))
    liked.forget()
    assert liked.likes == book(tmp_path).likes == ()


def test_one_can_be_forgotten_alone(tmp_path: Path) -> None:
    liked = book(tmp_path)
    liked.like("a", FOREST, vector(1))
    liked.like("b", FOREST, vector(2))
    liked.forget("a")
    liked.forget("never liked")
    assert pictures(liked) == pictures(book(tmp_path)) == ["b"]


def test_two_programs_lose_none_of_each_others_likes(tmp_path: Path) -> None:
    """Ten likes of each, at once: who reads and writes without waiting for the other writes over some."""

    def like(who: str) -> None:
        mine = book(tmp_path)
        for number in range(10):
            mine.like(f"{who}{number}", FOREST, vector(number))

    threads = [Thread(target=like, args=(who,)) for who in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(book(tmp_path).likes) == 20


def test_the_vectors_of_another_embedder_are_not_compared(tmp_path: Path) -> None:
    book(tmp_path).like("a", FOREST, vector(1))
    other = EmbedderInfo(name="toy-2", dimension=8, scale=SCALE)
    assert book(tmp_path, other).likes == ()


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"[]", b"[" * 100_000, b"\xff\x00", b'{"schema": 1}', b'{"embedder": "toy-1", "likes": [{}]}',
        b'{"embedder": "toy-1", "likes": [{"picture": "a", "prompt": "b", "negative_prompt": null, "liked_at": "", '
        b'"vector": "AAAA"}]}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    liked = book(tmp_path)
    assert liked.likes == ()
    assert (tmp_path / "taste.damaged.json").read_bytes() == damage
    liked.like("a", FOREST, vector(1))
    assert pictures(book(tmp_path)) == ["a"]


def test_on_a_full_disk_nothing_is_liked_and_nothing_is_lost(tmp_path: Path) -> None:
    book(tmp_path).like("a", FOREST, vector(1))
    liked = book(tmp_path, disk=FullDisk(room=40))
    with pytest.raises(OSError, match="No space left"):
        liked.like("b", FOREST, vector(2))
    assert pictures(liked) == pictures(book(tmp_path)) == ["a"]


def test_no_vector_is_no_like(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="vector"):
        book(tmp_path).like("a", FOREST, np.zeros(8, np.float32))


def survivors(folder: Path, disk: type[CutShort]) -> list[list[str] | None]:
    """What is read after a crash at each operation of a second like in turn; ``None`` where it was damage."""
    found: list[list[str] | None] = []
    for at in range(12):
        place = folder / f"{disk.__name__}-{at}"
        place.mkdir()
        book(place).like("a", FOREST, vector(1))
        dying = disk(at)
        liked = book(place, disk=dying)
        try:
            liked.like("b", FOREST, vector(2))
        except Crash:
            found.append(read_after_a_crash(place))
        else:
            return found
    raise AssertionError("a like never ends")


def read_after_a_crash(place: Path) -> list[str] | None:
    after = pictures(book(place))
    return None if (place / "taste.damaged.json").exists() else after


def test_a_crash_at_any_write_leaves_the_old_taste_or_the_new(tmp_path: Path) -> None:
    found = survivors(tmp_path, CutShort)
    assert len(found) >= 4
    assert all(after in (["a"], ["a", "b"]) for after in found)


def test_control_written_in_place_a_crash_loses_it(tmp_path: Path) -> None:
    assert None in survivors(tmp_path, InPlace)


def test_what_it_wrote_is_plain_json(tmp_path: Path) -> None:
    book(tmp_path).like("a", FOREST, vector(1))
    kept = json.loads((tmp_path / FILE_NAME).read_bytes())
    assert set(kept) == {"schema", "embedder", "likes"}
    assert set(kept["likes"][0]) == {"picture", "prompt", "negative_prompt", "liked_at", "embedder", "vector"}


def test_a_like_without_its_parts_says_which() -> None:
    from dreamwindow.dream.taste import Like

    with pytest.raises(StorageError, match="picture"):
        Like.from_dict({"prompt": "a", "negative_prompt": None, "liked_at": "", "vector": "ADwAAAAAAAAAAAAAAAAAAA=="})


def test_likes_of_another_embedder_are_kept_and_count_again_once_they_are_seen_anew(tmp_path: Path) -> None:
    book(tmp_path).like("a", FOREST, vector(1))
    other = book(tmp_path, EmbedderInfo(name="toy-2", dimension=4, scale=SCALE))
    assert (pictures(other), [like.picture for like in other.strange]) == ([], ["a"])

    of_four = np.asarray([0, 1, 0, 0], np.float32)
    other.like("b", FOREST, of_four)
    other.seen_anew("a", of_four)
    other.seen_anew("gone", of_four)
    assert (pictures(other), other.strange) == (["a", "b"], ())
    assert pictures(book(tmp_path, EmbedderInfo(name="toy-2", dimension=4, scale=SCALE))) == ["a", "b"]
    assert pictures(book(tmp_path)) == []
