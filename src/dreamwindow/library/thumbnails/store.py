"""ThumbnailStore: a folder of thumbnails, one folder a session. It can be deleted at any time, and is made again."""

from __future__ import annotations

import contextlib
import os
import struct
from pathlib import Path
from typing import BinaryIO

from dreamwindow.errors import StorageError
from dreamwindow.files import (
    DISK,
    Disk,
    atomic_write,
    cleanup_abandoned,
    ensure_directory_exists,
    is_portable_name,
    is_temporary,
)
from dreamwindow.files.disk import Opening
from dreamwindow.library.thumbnails.names import SUFFIX, thumbnail_name

_HEADER = struct.Struct("<4sI4s")
"""RIFF, the bytes that follow, WEBP."""
_LEAST = 20


class ThumbnailStore:
    """``root/<session>/<thumbnail's name>``; a session is named by one portable name. Blocks; any thread may call.

    Thumbnails are not flushed to the disk one by one: a power cut may leave some damaged, which `is_damaged` sees.
    """

    def __init__(self, root: Path, disk: Disk = DISK) -> None:
        self.root = root
        self._disk = disk

    def path(self, session: str, source: str) -> Path:
        """Where the thumbnail of the picture ``source`` (its name) lies, or will. Raises `StorageError`."""
        return self.folder(session) / thumbnail_name(source)

    def folder(self, session: str) -> Path:
        """Where a session's thumbnails lie. Raises `StorageError` for what is no portable name."""
        if not is_portable_name(session):
            raise StorageError(f"{session!r} is no name for a session's thumbnails.")
        return self.root / session

    def sessions(self) -> list[str]:
        """Those that have a folder here, in no order."""
        return [entry.name for entry in _entries(self.root) if entry.is_dir(follow_symlinks=False)]

    def existing(self, session: str) -> frozenset[str]:
        """The names of a session's thumbnails, by one look at its folder; compare them with `thumbnail_name`."""
        entries = _entries(self.folder(session))
        return frozenset(
            entry.name for entry in entries if entry.name.endswith(SUFFIX) and not is_temporary(entry.name)
        )

    def is_damaged(self, session: str, name: str) -> bool:
        """Whether the thumbnail of that name (as `existing` gives it) is missing, empty, cut off, or no WebP.

        Its first bytes are read and compared with its length.
        """
        try:
            with (self.folder(session) / name).open("rb") as file:
                head, size = file.read(_HEADER.size), os.fstat(file.fileno()).st_size
        except OSError:
            return True
        if size < _LEAST:
            return True
        riff, follows, kind = _HEADER.unpack(head)
        return (riff, kind) != (b"RIFF", b"WEBP") or follows + 8 != size

    def is_of(self, session: str, source: str, mtime_ns: int) -> bool:
        """Whether there is a thumbnail that was made of this picture as it was modified then."""
        try:
            return self.path(session, source).stat().st_mtime_ns == mtime_ns
        except OSError:
            return False

    def read(self, session: str, source: str) -> bytes:
        """The WebP. Raises `FileNotFoundError`."""
        return self.path(session, source).read_bytes()

    def write(self, session: str, source: str, data: bytes, mtime_ns: int) -> Path:
        """Whole or not at all; the thumbnail gets its picture's time, which says what it was made of (`is_of`).

        Raises `OSError` or `FolderNotWritable`.
        """
        path = self.path(session, source)
        if not path.parent.is_dir():
            ensure_directory_exists(path.parent, disk=self._disk)
        atomic_write(data, path, disk=_Stamped(self._disk, mtime_ns))
        return path

    def remove(self, session: str, name: str) -> None:
        """The thumbnail of that name, if it is there. Raises `OSError`."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._disk.unlink(self.folder(session) / name)

    def remove_session(self, session: str) -> None:
        """Every thumbnail of a session, and its folder. Raises `OSError`."""
        folder = self.folder(session)
        for name in self.existing(session):
            self.remove(session, name)
        cleanup_abandoned(folder, disk=self._disk)
        with contextlib.suppress(OSError):  # not ours what lies there still
            self._disk.rmdir(folder)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


class _Stamped(Disk):
    """As the disk that it wraps, without waiting until what was written would survive a power cut.

    A file has its time before it has its name: a crash leaves none that looks like that of another picture.
    """

    def __init__(self, disk: Disk, mtime_ns: int) -> None:
        self._disk = disk
        self._mtime_ns = mtime_ns

    def open(self, path: Path, opening: Opening) -> BinaryIO:
        return self._disk.open(path, opening)

    def sync(self, file: BinaryIO) -> None:
        file.flush()

    def replace(self, source: Path, target: Path) -> None:
        self._disk.stamp(source, self._mtime_ns)
        self._disk.replace(source, target)

    def unlink(self, path: Path) -> None:
        self._disk.unlink(path)

    def chmod(self, path: Path, mode: int) -> None:
        self._disk.chmod(path, mode)

    def wait(self, seconds: float) -> None:
        self._disk.wait(seconds)
