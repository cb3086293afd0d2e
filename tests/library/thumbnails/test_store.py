from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.errors import StorageError
from dreamwindow.files.temporary import temporary_beside
from dreamwindow.imaging.codec import thumbnail_of
from dreamwindow.library.thumbnails import ThumbnailStore
from dreamwindow.model.frame import Pixels
from tests.faulty import FullDisk


@pytest.fixture
def store(tmp_path: Path) -> ThumbnailStore:
    return ThumbnailStore(tmp_path / "thumbnails")


@pytest.fixture
def webp(sample_pixels: Pixels) -> bytes:
    return thumbnail_of(sample_pixels).data


def test_what_was_written_is_there_and_of_its_picture(store: ThumbnailStore, webp: bytes) -> None:
    path = store.write("s", "000001.png", webp, 1_234_567_891_000_000_001)
    assert path == store.root / "s" / "000001.webp"
    assert store.read("s", "000001.png") == webp
    assert store.existing("s") == {"000001.webp"}
    assert store.is_of("s", "000001.png", 1_234_567_891_000_000_001)
    assert not store.is_of("s", "000001.png", 1_234_567_891_000_000_002)
    assert not store.is_damaged("s", "000001.webp")


def test_what_is_empty_cut_off_longer_or_something_else_is_damaged(store: ThumbnailStore, webp: bytes) -> None:
    for number, data in enumerate((b"", webp[:10], webp[:-1], webp + b"x", b"\x89PNG" + webp[4:])):
        store.write("s", f"{number}.png", data, 0)
        assert store.is_damaged("s", f"{number}.webp")
    assert store.is_damaged("s", "nowhere.webp")


def test_sessions_and_unfinished_writes(store: ThumbnailStore, webp: bytes) -> None:
    assert store.sessions() == []
    assert store.existing("s") == frozenset()
    store.write("s", "a.png", webp, 0)
    temporary_beside(store.path("s", "b.png")).write_bytes(b"half")
    assert store.sessions() == ["s"]
    assert store.existing("s") == {"a.webp"}


def test_what_is_removed_is_gone(store: ThumbnailStore, webp: bytes) -> None:
    for name in ("a.png", "b.png"):
        store.write("s", name, webp, 0)
    store.remove("s", "a.webp")
    store.remove("s", "a.webp")
    assert store.existing("s") == {"b.webp"}
    store.remove_session("s")
    store.remove_session("s")
    assert store.sessions() == []


def test_removing_a_session_leaves_what_is_not_ours(store: ThumbnailStore, webp: bytes) -> None:
    store.write("s", "a.png", webp, 0)
    (store.root / "s" / "notes.txt").write_text("mine")
    store.remove_session("s")
    assert [path.name for path in (store.root / "s").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("session", ["", "..", "a/b", "a\\b", "CON"])
def test_a_session_has_a_plain_name(store: ThumbnailStore, session: str) -> None:
    with pytest.raises(StorageError):
        store.path(session, "a.png")


def test_a_full_disk_leaves_the_old_thumbnail(store: ThumbnailStore, webp: bytes) -> None:
    store.write("s", "a.png", webp, 7)
    with pytest.raises(OSError, match="No space"):
        ThumbnailStore(store.root, FullDisk(room=10)).write("s", "a.png", webp * 2, 8)
    assert store.read("s", "a.png") == webp
    assert store.is_of("s", "a.png", 7)
