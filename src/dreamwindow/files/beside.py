"""A file of one's own beside those that are there: what was made before is never written over."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from dreamwindow.files.disk import DISK, Disk


def claim_beside(path: Path, *, disk: Disk = DISK) -> Path:
    """``path``, or where that is taken ``name-2.suffix``, ``name-3.suffix``, ...: made empty, and nobody else's.

    Raises `OSError` where no file can be made.
    """
    others = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(free for free in chain([path], others) if _made(free, disk))


def _made(path: Path, disk: Disk) -> bool:
    try:
        disk.open(path, "xb").close()
    except FileExistsError:
        return False
    return True
