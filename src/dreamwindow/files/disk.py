"""Disk: every way in which we change what is on disk.

Nothing else in the program opens a file for writing, renames, makes or removes one, so that a trial can pass in a disk
that dies at the n-th operation.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from typing_extensions import Buffer

Opening = Literal["xb", "ab"]
"""A new file that must not be there yet, or the end of an old one."""


class Disk:
    """The machine's own. Each method is one operation and raises `OSError`."""

    def open(self, path: Path, opening: Opening) -> BinaryIO:
        """A buffered binary file; what it flushes goes through `write`."""
        return io.BufferedWriter(_Raw(path, opening, self.write))

    def write(self, file: io.FileIO, data: Buffer) -> int:
        """Bytes to an open file; how many of them were taken."""
        return io.FileIO.write(file, data)

    def sync(self, file: BinaryIO) -> None:
        """Return when all that was written would survive a power cut."""
        file.flush()
        os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Rename over whatever stands at ``target``, in one step."""
        os.replace(source, target)  # noqa: PTH105 - the name by which the rule of the house knows it

    def rename(self, source: Path, target: Path) -> None:
        """Rename a folder, in one step. Raises `FileExistsError` where something with content stands at ``target``."""
        try:
            os.rename(source, target)  # noqa: PTH104
        except OSError as error:
            if target.exists():
                raise FileExistsError(error.errno, error.strerror, str(target)) from error
            raise

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Make one folder that must not be there yet."""
        path.mkdir()

    def wait(self, seconds: float) -> None:
        """Before an operation that failed is tried again."""
        time.sleep(seconds)

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def truncate(self, path: Path, size: int) -> None:
        """Cut a file to ``size`` bytes."""
        os.truncate(path, size)

    def chmod(self, path: Path, mode: int) -> None:
        """Set who may read and write."""
        path.chmod(mode)

    def stamp(self, path: Path, mtime_ns: int) -> None:
        """Set when a file was changed, in nanoseconds since the epoch."""
        os.utime(path, ns=(mtime_ns, mtime_ns))


class _Raw(io.FileIO):
    def __init__(self, path: Path, opening: Opening, write: Callable[[io.FileIO, Buffer], int]) -> None:
        super().__init__(path, opening)
        self._write = write

    def write(self, data: Buffer, /) -> int:
        return self._write(self, data)


DISK = Disk()
"""The default everywhere. It has no state."""
