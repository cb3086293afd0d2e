from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from dreamwindow.files import atomic_write, atomic_write_with_retry
from tests.faulty import FullDisk, HeldTarget


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bytes_appear_under_the_name_with_nothing_beside_them(tmp_path: Path) -> None:
    atomic_write(b"new", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert names(tmp_path) == ["a.txt"]


def test_a_function_writes_to_the_open_file(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"one ")
        file.write(b"two")

    atomic_write(write, str(tmp_path / "a"))
    assert (tmp_path / "a").read_bytes() == b"one two"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_the_mode_is_as_asked_whatever_the_umask(tmp_path: Path, mode: int) -> None:
    before = os.umask(0o077)
    try:
        atomic_write(b"", tmp_path / "a", mode=mode)
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    atomic_write(b"old", tmp_path / "a")
    with pytest.raises(OSError, match="No space") as caught:
        atomic_write(b"x" * 100_000, tmp_path / "a", disk=FullDisk(room=50_000))
    assert caught.value.errno == errno.ENOSPC
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_writing_function_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    atomic_write(b"old", tmp_path / "a")
    with pytest.raises(KeyboardInterrupt):
        atomic_write(write, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_target_that_a_reader_holds_for_a_moment_is_replaced(tmp_path: Path) -> None:
    disk = HeldTarget(3)
    atomic_write(b"new", tmp_path / "a", disk=disk)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert disk.tries == 4


def test_a_target_that_stays_held_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    disk = HeldTarget(1_000)
    with pytest.raises(PermissionError):
        atomic_write(b"new", tmp_path / "a", disk=disk)
    assert names(tmp_path) == []
    assert 0.2 < disk.waited_s < 1.0


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    atomic_write(b"new", tmp_path / ("ä" * 125 + ".png"))
    assert len(names(tmp_path)) == 1


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"keep")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    atomic_write(b"new", tmp_path / "link")
    assert (tmp_path / "elsewhere").read_bytes() == b"keep"
    assert (tmp_path / "link").read_bytes() == b"new"


class TestWithRetry:
    def test_it_succeeds_once_the_network_drive_is_back(self, tmp_path: Path) -> None:
        disk = HeldTarget(1, lambda: OSError(errno.ETIMEDOUT, "timed out"))
        assert atomic_write_with_retry(b"new", tmp_path / "a", disk=disk)
        assert (tmp_path / "a").read_bytes() == b"new"
        assert disk.tries == 2

    def test_it_says_false_after_the_last_try(self, tmp_path: Path) -> None:
        disk = HeldTarget(1_000, lambda: OSError(errno.EBUSY, "busy"))
        assert not atomic_write_with_retry(b"new", tmp_path / "a", max_retries=1, disk=disk)
        assert disk.tries == 2
        assert names(tmp_path) == []

    def test_a_target_that_stays_held_is_false_too(self, tmp_path: Path) -> None:
        assert not atomic_write_with_retry(b"new", tmp_path / "a", max_retries=0, disk=HeldTarget(1_000))

    def test_what_waiting_cannot_mend_is_raised_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            atomic_write_with_retry(b"new", tmp_path / "missing" / "a")
        disk = HeldTarget(1_000, lambda: OSError(errno.ENOSPC, "full"))
        with pytest.raises(OSError, match="full"):
            atomic_write_with_retry(b"new", tmp_path / "a", disk=disk)
        assert disk.tries == 1

    def test_a_folder_in_the_way_is_raised(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        with pytest.raises(IsADirectoryError if os.name == "posix" else PermissionError):
            atomic_write_with_retry(b"new", tmp_path / "a")
        assert names(tmp_path) == ["a"]
