from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.files import AppendedLines
from tests.faulty import FullDisk


def test_lines_follow_each_other_and_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0\n")
    lines = AppendedLines(tmp_path / "a")
    lines.append(b"1\n")
    lines.append(b"2\n3\n")
    assert (tmp_path / "a").read_bytes() == b"0\n1\n2\n3\n"
    assert lines.size == 8
    lines.sync()


def test_a_line_that_did_not_fit_is_cut_off_and_the_next_one_is_whole(tmp_path: Path) -> None:
    disk = FullDisk(room=8)
    lines = AppendedLines(tmp_path / "a", disk=disk)
    lines.append(b"one\n")
    with pytest.raises(OSError, match="No space"):
        lines.append(b"two is long\n")
    assert (tmp_path / "a").read_bytes() == b"one\n"
    disk.room = 100
    lines.append(b"three\n")
    assert (tmp_path / "a").read_bytes() == b"one\nthree\n"


class CannotTruncate(FullDisk):
    stuck = True

    def truncate(self, path: Path, size: int) -> None:
        if self.stuck:
            raise OSError("stuck")
        super().truncate(path, size)


def test_a_stump_that_could_not_be_cut_at_once_is_cut_before_the_next_line(tmp_path: Path) -> None:
    disk = CannotTruncate(room=3)
    lines = AppendedLines(tmp_path / "a", disk=disk)
    with pytest.raises(OSError, match="No space"):
        lines.append(b"12345\n")
    assert (tmp_path / "a").read_bytes() == b"123"
    disk.room, disk.stuck = 100, False
    lines.append(b"6\n")
    assert (tmp_path / "a").read_bytes() == b"6\n"
