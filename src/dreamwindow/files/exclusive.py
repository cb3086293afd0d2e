"""One at a time, among all processes: a folder is held until the block is left, or its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dreamwindow.errors import StorageError
from dreamwindow.files.disk import DISK, Disk

LOCK_NAME = ".lock"
"""Of the file that stands for the folder on Windows, which locks no folders."""
_TRY_AGAIN_S = 0.01


@contextmanager
def exclusive(folder: Path, within_s: float = 10.0, *, disk: Disk = DISK) -> Iterator[None]:
    """Hold ``folder``, which must be there. Raises `OSError`, and `StorageError` when another holds it too long."""
    descriptor = _open(folder)
    try:
        waited_s = 0.0
        while not _try(descriptor):
            if waited_s >= within_s:
                raise StorageError(f"Something else has written in {folder} for {within_s:g} s.", "Try again.")
            disk.wait(_TRY_AGAIN_S)
            waited_s += _TRY_AGAIN_S
        yield
    finally:
        os.close(descriptor)


def _open(folder: Path) -> int:
    if sys.platform == "win32":
        return os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _try(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
