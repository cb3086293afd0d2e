"""AppendedLines: a file that only grows, by whole lines."""

from __future__ import annotations

import contextlib
from pathlib import Path

from dreamwindow.files.disk import DISK, Disk


class AppendedLines:
    """Appends to ``path``, which is made if it is missing. Holds nothing open; not for two threads at once.

    Lines that could not be written whole are cut off again, so that the next one does not grow onto a stump.
    """

    def __init__(self, path: Path, *, disk: Disk = DISK) -> None:
        self.path = path
        self._disk = disk
        disk.open(path, "ab").close()
        self._size = path.stat().st_size

    @property
    def size(self) -> int:
        """Bytes of whole lines."""
        return self._size

    def append(self, lines: bytes) -> None:
        """Write whole lines, with their line ends; a reader can see them at once. Raises `OSError`."""
        self.cut(self._size)
        try:
            with self._disk.open(self.path, "ab") as file:
                file.write(lines)
        except OSError:
            with contextlib.suppress(OSError):  # then the next append cuts
                self.cut(self._size)
            raise
        self._size += len(lines)

    def cut(self, size: int) -> None:
        """Forget what follows the first ``size`` bytes. Raises `OSError`."""
        there = self.path.stat().st_size
        if there > size:
            self._disk.truncate(self.path, size)
        self._size = min(there, size)

    def sync(self) -> None:
        """Return when every line would survive a power cut. Raises `OSError`."""
        with self._disk.open(self.path, "ab") as file:
            self._disk.sync(file)
