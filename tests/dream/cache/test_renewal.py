"""Another embedder: memories stay, are not compared, and are seen anew a few at a time."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.embedder import EmbedderInfo, SimilarityScale, Vectors
from dreamwindow.dream.cache import CacheEntry, CacheManager, CacheOptions, Eviction, Renewal
from dreamwindow.dream.cache.renewal import AT_ONCE
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.files import DISK, Disk
from dreamwindow.model.frame import Pixels
from tests.dream.taste.cut_short import Crash, CutShort

SCALE = SimilarityScale(different=0.0, alike=0.4, same=0.7, duplicate=0.9)
COUNT = 2 * AT_ONCE + 3


class Toy:
    """Sees one number of a picture, on one of four axes; ``name`` says whose axes they are."""

    def __init__(self, name: str) -> None:
        self.info = EmbedderInfo(name=name, dimension=4, scale=SCALE)
        self.is_away = False
        self.refuses: int | None = None
        self.batches: list[int] = []

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        if self.is_away:
            raise EmbedderUnavailable("away")
        if any((image == self.refuses).all() for image in images):
            raise EmbedderUnavailable("not this one")
        self.batches.append(len(images))
        axes = [(int(image[0, 0, 0]) + len(self.info.name)) % 4 for image in images]
        return np.eye(4, dtype=np.float32)[axes]


def picture(number: int) -> Pixels:
    return np.full((8, 8, 3), number, np.uint8)


def opened(
    folder: Path, embedder: Toy, eviction: Eviction = "lru", max_size: int = 100, disk: Disk = DISK
) -> CacheManager:
    cache = CacheManager(folder, embedder, CacheOptions(max_size=max_size, eviction=eviction), disk=disk)
    cache.load_cache()
    return cache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache that the first embedder filled."""
    first = Toy("a")
    cache = opened(tmp_path, first)
    for number in range(COUNT):
        cache.add(picture(number), f"prompt {number}", {}, first.embed([picture(number)])[0])
    cache.save_cache()
    return tmp_path


def numbers_found(cache: CacheManager, embedder: Toy, number: int) -> set[int]:
    """The pictures that are the same to this embedder, as the cache finds them."""
    near = cache.similar(embedder.embed([picture(number)])[0], k=COUNT, at_least=0.9)
    return {int(cache.image(neighbour.key)[0, 0, 0]) for neighbour in near}


def test_vectors_of_two_embedders_are_never_compared(folder: Path) -> None:
    second = Toy("bb")
    cache = opened(folder, second)
    assert (len(cache), numbers_found(cache, second, 0)) == (COUNT, set())

    renewal = Renewal(cache, second)
    assert renewal.some() == AT_ONCE
    assert numbers_found(cache, second, 0) == {number for number in range(AT_ONCE) if number % 4 == 0}


def test_a_cache_that_does_not_ask_whose_they_are_finds_the_wrong_ones(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: under one name the second one's axes lead to the first one's pictures."""
    second = Toy("bb")
    before = CacheManager._take_in

    def take_in(self: CacheManager, found: list[CacheEntry]) -> list[str]:
        return before(self, [replace(entry, embedder="bb") for entry in found])

    monkeypatch.setattr(CacheManager, "_take_in", take_in)
    assert numbers_found(opened(folder, second), second, 0) == {number for number in range(COUNT) if number % 4 == 1}


def test_all_are_seen_in_batches_and_it_is_told_when_there_are_none(folder: Path) -> None:
    second = Toy("bb")
    cache = opened(folder, second)
    renewal = Renewal(cache, second)

    assert [renewal.some() for _ in range(4)] == [AT_ONCE, AT_ONCE, 3, 0]
    assert second.batches == [AT_ONCE, AT_ONCE, 3]
    assert numbers_found(cache, second, 1) == {number for number in range(COUNT) if number % 4 == 1}
    assert [entry.prompt for entry in cache.get_all()] == [f"prompt {number}" for number in range(COUNT)]


def test_who_is_killed_goes_on_where_it_was(folder: Path) -> None:
    second = Toy("bb")
    assert Renewal(opened(folder, second), second).some() == AT_ONCE  # and nothing is closed

    third = Toy("bb")
    again = opened(folder, third)
    assert len(again.strange(COUNT)) == COUNT - AT_ONCE
    assert Renewal(again, third).some() == AT_ONCE


def test_a_crash_at_any_operation_costs_the_pictures_in_hand_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    crashes = 0
    for at in range(1000):
        copy = tmp_path.with_name(f"{tmp_path.name}-{at}")
        shutil.copytree(folder, copy)
        second, disk = Toy("bb"), CutShort(at)
        try:
            renewal = Renewal(opened(copy, second, disk=disk), second)
            while renewal.some():
                pass
        except Crash:
            crashes += 1
        again = opened(copy, second)
        done = COUNT - len(again.strange(COUNT))
        assert numbers_found(again, second, 1) == {number for number in range(done) if number % 4 == 1}
        assert sum(iter(Renewal(again, second).some, 0)) == COUNT - done
        assert [entry.prompt for entry in again.get_all()] == [f"prompt {number}" for number in range(COUNT)]
        if disk.done <= at:
            break
    assert crashes == at >= COUNT


def test_going_back_is_seen_anew_too(folder: Path) -> None:
    second = Toy("bb")
    Renewal(opened(folder, second), second).some()
    first = Toy("a")
    cache = opened(folder, first)
    assert len(cache.strange(COUNT)) == AT_ONCE
    assert not numbers_found(cache, first, 0) & set(range(AT_ONCE))


def test_an_embedder_that_is_away_changes_nothing(folder: Path) -> None:
    second = Toy("bb")
    cache = opened(folder, second)
    second.is_away = True
    with pytest.raises(EmbedderUnavailable):
        Renewal(cache, second).some()
    assert len(cache.strange(COUNT)) == len(cache) == COUNT


def test_one_that_cannot_be_seen_keeps_no_other_from_it(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    second = Toy("bb")
    second.refuses = 3
    cache = opened(folder, second)
    renewal = Renewal(cache, second)
    assert [renewal.some() for _ in range(4)] == [AT_ONCE - 1, AT_ONCE, 3, 0]
    (left,) = cache.strange(COUNT)
    assert left.prompt == "prompt 3"
    assert sum("cannot be seen" in record.message for record in caplog.records) == 1


def test_a_picture_that_is_none_is_forgotten(folder: Path) -> None:
    second = Toy("bb")
    cache = opened(folder, second)
    cache.path(cache.strange(1)[0]).write_bytes(b"no picture")

    renewal = Renewal(cache, second)
    assert sum(iter(renewal.some, 0)) == len(cache) == COUNT - 1


@pytest.mark.parametrize("eviction", ["lru", "oldest", "diversity"])
def test_strange_memories_go_when_there_are_too_many(folder: Path, eviction: Eviction) -> None:
    second = Toy("bb")
    cache = opened(folder, second, eviction, max_size=4)
    assert len(cache) == len(cache.strange(COUNT)) == 4
    for number in range(4):
        cache.add(picture(number), "new", {}, second.embed([picture(number)])[0])
    assert len(cache) == 4
    assert sum(iter(Renewal(cache, second).some, 0)) + sum(e.prompt == "new" for e in cache.get_all()) == 4
