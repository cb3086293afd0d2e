from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dreamwindow.files import Disk, get_file_checksum, safe_file_copy
from tests.faulty import FullDisk

if TYPE_CHECKING:
    from typing_extensions import Buffer


@pytest.mark.parametrize("algorithm", ["sha256", "md5", "blake2b", "sha512"])
def test_the_checksum_is_the_algorithms_own(tmp_path: Path, algorithm: str) -> None:
    content = bytes(range(256)) * 9_000  # more than one chunk
    (tmp_path / "a").write_bytes(content)
    assert get_file_checksum(tmp_path / "a", algorithm) == hashlib.new(algorithm, content).hexdigest()


def test_an_unknown_algorithm_says_which_there_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(ValueError, match="sha256"):
        get_file_checksum(tmp_path / "a", "crc")


def test_a_copy_is_the_same_and_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    assert safe_file_copy(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"content"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_backups_are_numbered_and_none_is_overwritten(tmp_path: Path) -> None:
    for content in (b"1", b"2", b"3"):
        (tmp_path / "a").write_bytes(content)
        assert safe_file_copy(tmp_path / "a", tmp_path / "b", create_backup=True)
    contents = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("b")}
    assert contents == {"b": b"3", "b.bak1": b"1", "b.bak2": b"2"}


def test_a_copy_that_does_not_fit_leaves_the_destination_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        safe_file_copy(tmp_path / "a", tmp_path / "b", disk=FullDisk(room=10_000))
    assert (tmp_path / "b").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


class FlipsABit(Disk):
    def write(self, file: io.FileIO, data: Buffer) -> int:
        return super().write(file, bytes([bytes(data)[0] ^ 1]) + bytes(data)[1:])


def test_a_copy_that_came_out_different_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    assert not safe_file_copy(tmp_path / "a", tmp_path / "b", disk=FlipsABit())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]
