"""A disk that stops for good at one operation, as a crash does; and the defect that must be found by it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dreamwindow.files import Disk, is_temporary
from dreamwindow.files.disk import Opening

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Crash(BaseException):
    """Nothing runs after it."""


class CutShort(Disk):
    """From operation ``at`` (from 0) on nothing is done any more; a write is half done then."""

    def __init__(self, at: int) -> None:
        self.done = 0
        self._at = at

    def _step(self) -> None:
        self.done += 1
        if self.done > self._at:
            raise Crash

    def open(self, path: Path, opening: Opening) -> BinaryIO:
        self._step()
        return super().open(path, opening)

    def write(self, file: io.FileIO, data: Buffer) -> int:
        try:
            self._step()
        except Crash:
            super().write(file, bytes(data)[: len(bytes(data)) // 2])
            raise
        return super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        file.flush()
        self._step()

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)

    def unlink(self, path: Path) -> None:
        self._step()
        super().unlink(path)

    def chmod(self, path: Path, mode: int) -> None:
        self._step()
        super().chmod(path, mode)


class InPlace(CutShort):
    """The defect: what should be written aside is written over the old file."""

    def open(self, path: Path, opening: Opening) -> BinaryIO:
        self._step()
        target = path.with_name("taste.json") if is_temporary(path.name) else path
        target.unlink(missing_ok=True)
        return Disk.open(self, target, opening)

    def chmod(self, path: Path, mode: int) -> None:
        self._step()

    def replace(self, source: Path, target: Path) -> None:
        self._step()
