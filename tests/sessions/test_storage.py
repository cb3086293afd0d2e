"""What only folders of this machine can do wrong: links, temporary files, strange names that are there already."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dreamwindow.errors import SessionNotFound, StorageError
from dreamwindow.files.temporary import temporary_beside
from dreamwindow.sessions.storage import LocalImageStorage, LocalSessionStorage
from tests.faulty import FullDisk


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.png").write_bytes(b"secret")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"a")
    return folder


def test_links_that_lead_out_are_not_followed(root: Path, outside: Path) -> None:
    (root / "file.png").symlink_to(outside / "secret.png")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    images = LocalImageStorage(root)
    for key in ("file.png", "folder/secret.png"):
        assert not images.exists(key)
        for ask in (images.read_bytes, images.stat):
            with pytest.raises(StorageError, match="leads out"):
                ask(key)
    assert [info.key for info in images.list()] == ["a.png"]


def test_nothing_is_written_or_deleted_behind_a_link(root: Path, outside: Path) -> None:
    (root / "folder").symlink_to(outside, target_is_directory=True)
    (root / "file.png").symlink_to(outside / "secret.png")
    images = LocalImageStorage(root)
    with pytest.raises(StorageError):
        images.write_bytes("folder/secret.png", b"x")
    with pytest.raises(StorageError):
        images.delete("folder/secret.png")
    images.write_bytes("file.png", b"mine")  # the link is replaced, not followed
    assert images.read_bytes("file.png") == b"mine"
    assert [path.name for path in outside.iterdir()] == ["secret.png"]
    assert (outside / "secret.png").read_bytes() == b"secret"


def test_a_link_that_stays_inside_is_a_file(root: Path) -> None:
    (root / "b.png").symlink_to(root / "a.png")
    images = LocalImageStorage(root)
    assert images.read_bytes("b.png") == b"a"
    assert [info.key for info in images.list()] == ["a.png", "b.png"]


def test_unfinished_writes_are_not_listed(root: Path) -> None:
    temporary_beside(root / "b.png").write_bytes(b"half")
    assert [info.key for info in LocalImageStorage(root).list()] == ["a.png"]


@pytest.mark.skipif(os.name != "posix", reason="Windows holds no such name")
def test_a_strange_name_that_is_there_can_be_read(root: Path) -> None:
    (root / "what? e\u0301.png").write_bytes(b"strange")
    images = LocalImageStorage(root)
    keys = [info.key for info in images.list()]
    assert [images.read_bytes(key) for key in keys] == [b"a", b"strange"]


def test_a_write_that_fails_says_why_and_leaves_the_old_bytes(root: Path) -> None:
    with pytest.raises(StorageError, match=r"a\.png could not be written: No space"):
        LocalImageStorage(root, disk=FullDisk(room=0)).write_bytes("a.png", b"new")
    assert LocalImageStorage(root).read_bytes("a.png") == b"a"


def test_a_picture_is_no_folder_for_others(root: Path) -> None:
    with pytest.raises(StorageError, match="is a file"):
        LocalImageStorage(root).write_bytes("a.png/b.png", b"x")


def test_a_folder_cannot_be_deleted_as_a_picture(root: Path) -> None:
    (root / "folder").mkdir()
    with pytest.raises(StorageError, match="could not be deleted"):
        LocalImageStorage(root).delete("folder")


def test_a_folder_without_a_date_in_its_name_goes_by_its_own(tmp_path: Path) -> None:
    for name in ("20200101_000000-old", "holiday", "29990101_000000-future", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert LocalSessionStorage(tmp_path).list_sessions() == ["29990101_000000-future", "holiday", "20200101_000000-old"]


def test_a_linked_session_is_not_followed(tmp_path: Path, outside: Path) -> None:
    sessions = tmp_path / "sessions"
    sessions.mkdir()
    (sessions / "link").symlink_to(outside, target_is_directory=True)
    assert LocalSessionStorage(sessions).list_sessions() == []
    with pytest.raises(SessionNotFound):
        LocalSessionStorage(sessions).images("link")
