"""Copies that can be trusted: aside, flushed, compared, and only then under their name."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import BinaryIO

from dreamwindow.files.atomic import atomic_write
from dreamwindow.files.disk import DISK, Disk
from dreamwindow.files.temporary import temporary_beside

_CHUNK = 1 << 20
ALGORITHMS = ("sha256", "sha512", "sha1", "md5", "blake2b")


def get_file_checksum(path: str | Path, algorithm: str = "sha256") -> str:
    """Hex digest of a file of any size. Raises `OSError`, and `ValueError` for an algorithm not in `ALGORITHMS`."""
    if algorithm not in ALGORITHMS:
        raise ValueError(f"{algorithm!r} is none of {', '.join(ALGORITHMS)}.")
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def safe_file_copy(
    source: str | Path, destination: str | Path, create_backup: bool = False, *, disk: Disk = DISK
) -> bool:
    """Copy, compare by checksum, then rename into place; whether the copy is there.

    With ``create_backup`` what was at ``destination`` stays as ``name.bak1``, ``name.bak2`` ...: none is overwritten.
    Raises `OSError` when the source cannot be read or the destination not be written.
    """
    source, destination = Path(source), Path(destination)
    expected = get_file_checksum(source)
    aside = temporary_beside(destination)
    try:
        atomic_write(lambda file: _pour(source, file), aside, mode=source.stat().st_mode & 0o777, disk=disk)
        if get_file_checksum(aside) != expected:
            return False
        if create_backup and destination.exists():
            atomic_write(lambda file: _pour(destination, file), _next_backup(destination), disk=disk)
        disk.replace(aside, destination)
    finally:
        with contextlib.suppress(FileNotFoundError):
            disk.unlink(aside)
    return True


def _pour(source: Path, file: BinaryIO) -> None:
    with source.open("rb") as content:
        while chunk := content.read(_CHUNK):
            file.write(chunk)


def _next_backup(path: Path) -> Path:
    number = 1
    while (backup := path.with_name(f"{path.name}.bak{number}")).exists():
        number += 1
    return backup
