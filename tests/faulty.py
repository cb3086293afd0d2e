"""Disks that fail where a test wants it."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dreamwindow.files import Disk

if TYPE_CHECKING:
    from typing_extensions import Buffer


class FullDisk(Disk):
    """Writes up to ``room`` bytes in all, then only as much of a write as still fits: "No space left on device"."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, file: io.FileIO, data: Buffer) -> int:
        piece = bytes(data)[: self.room]
        if not piece:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= len(piece)
        return super().write(file, piece)


class HeldTarget(Disk):
    """The first ``times`` renames meet a target that somebody holds open, as on Windows."""

    def __init__(
        self, times: int, error: Callable[[], OSError] = lambda: PermissionError(errno.EACCES, "held")
    ) -> None:
        self.times = times
        self.tries = 0
        self.waited_s = 0.0
        self._error = error

    def wait(self, seconds: float) -> None:
        self.waited_s += seconds

    def replace(self, source: Path, target: Path) -> None:
        self.tries += 1
        if self.tries <= self.times:
            raise self._error()
        super().replace(source, target)
