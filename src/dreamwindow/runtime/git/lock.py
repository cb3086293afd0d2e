"""A lock between processes, on a file. The system lets go of it when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.files import ensure_directory_exists

_TRY_AGAIN_S = 0.05


@contextmanager
def locked(path: Path, within_s: float, sleep: Callable[[float], None] = time.sleep) -> Iterator[int]:
    """Hold it until the block is left and whoever was given its descriptor has ended.

    Raises `GitManagerError` when another keeps it for longer than ``within_s``.
    """
    ensure_directory_exists(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        waited_s = 0.0
        while not _try(descriptor):
            if waited_s >= within_s:
                raise GitManagerError(
                    f"Another process has worked on {path.stem} for {within_s:g} s.", "Try again when it is done."
                )
            sleep(_TRY_AGAIN_S)
            waited_s += _TRY_AGAIN_S
        yield descriptor
    finally:
        os.close(descriptor)


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
