"""Pictures and sessions in folders of this machine."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from dreamwindow.contracts.storage import ImageStorage, ObjectInfo, SessionChanged
from dreamwindow.errors import FolderNotWritable, SessionNotFound, StorageError
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists, is_portable_name, is_temporary
from dreamwindow.model.session import SessionManifest
from dreamwindow.sessions.reader import MANIFEST, read_manifest
from dreamwindow.sessions.storage.keys import age_key, check_new_key, is_picture, stays_inside
from dreamwindow.sessions.watcher import Changed, Watcher


class LocalImageStorage:
    """An `ImageStorage` over one folder. No key and no link leads out of it.

    New keys have portable names (see `dreamwindow.files.names`); what lies there already can be read under any name.
    """

    def __init__(self, root: Path, *, disk: Disk = DISK) -> None:
        self.root = root
        self._disk = disk

    def read_bytes(self, key: str) -> bytes:
        """Raises `FileNotFoundError`, and `StorageError` for a key or a link that leads out."""
        return self._existing(key).read_bytes()

    def write_bytes(self, key: str, data: bytes) -> None:
        """Atomic; replaces; makes folders. Raises `StorageError`."""
        path = self._inside(key)
        check_new_key(key)
        try:
            ensure_directory_exists(path.parent, disk=self._disk)
            atomic_write(data, path, disk=self._disk)
        except FolderNotWritable as error:
            raise StorageError(f"{key} could not be written: {error.message}", error.remedy) from error
        except OSError as error:
            raise StorageError(f"{key} could not be written: {error.strerror or error}") from error

    def exists(self, key: str) -> bool:
        """Whether there is something to read; a link that leads out is nothing."""
        path = self._joined(key)
        return path.is_file() and self._holds(path)

    def delete(self, key: str) -> None:
        """No error where nothing is. Raises `StorageError`."""
        path = self._inside(key)
        try:
            self._disk.unlink(path)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise StorageError(f"{key} could not be deleted: {error.strerror or error}") from error

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Everything whose key starts with ``prefix``, ordered by key; unfinished writes left out."""
        keys = sorted(key for key in self._keys(self.root) if key.startswith(prefix))
        for key in keys:
            try:
                yield self.stat(key)
            except FileNotFoundError:  # gone since
                continue

    def stat(self, key: str) -> ObjectInfo:
        """Raises `FileNotFoundError`."""
        status = self._existing(key).stat()
        return ObjectInfo(key, status.st_size, status.st_mtime)

    def _keys(self, folder: Path) -> Iterator[str]:
        if not folder.is_dir():
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from self._keys(Path(entry.path))
                elif entry.is_file() and not is_temporary(entry.name) and self._holds(Path(entry.path)):
                    yield Path(entry.path).relative_to(self.root).as_posix()

    def _joined(self, key: str) -> Path:
        if not stays_inside(key) or _has_drive(key):
            raise StorageError(f"{key!r} is no key: it would lead out of the folder, or nowhere.")
        return self.root.joinpath(*key.split("/"))

    def _existing(self, key: str) -> Path:
        path = self._joined(key)
        if not path.is_file():
            raise FileNotFoundError(key)
        if not self._holds(path):
            raise StorageError(f"{key!r} is a link that leads out of the folder.")
        return path

    def _inside(self, key: str) -> Path:
        """For a write or a removal, which act on a link and not on what it leads to: only the folder counts."""
        path = self._joined(key)
        if not self._holds(path.parent):
            raise StorageError(f"{key!r} is behind a link that leads out of the folder.")
        return path

    def _holds(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.root.resolve())


class LocalSessionStorage:
    """A `SessionStorage` over a folder of session folders, ours or anybody's."""

    def __init__(self, root: Path, *, disk: Disk = DISK) -> None:
        self.root = root
        self._disk = disk

    def list_sessions(self) -> list[str]:
        """Ids, newest first: by the date in the name, or by the folder's own."""
        if not self.root.is_dir():
            return []
        with os.scandir(self.root) as entries:
            folders = [e for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
            return [entry.name for entry in sorted(folders, key=_age_key, reverse=True)]

    def count_images(self, session_id: str) -> int:
        """Pictures directly in the folder. Raises `SessionNotFound`."""
        with os.scandir(self._folder(session_id)) as entries:
            return sum(is_picture(entry.name) and entry.is_file() for entry in entries)

    def images(self, session_id: str) -> ImageStorage:
        """The session's files. Raises `SessionNotFound`."""
        return LocalImageStorage(self._folder(session_id), disk=self._disk)

    def manifest(self, session_id: str) -> SessionManifest | None:
        """``None`` for a folder that has none. Raises `SessionNotFound` or `SessionDamaged`."""
        folder = self._folder(session_id)
        return read_manifest(folder) if (folder / MANIFEST).exists() else None

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[AsyncIterator[SessionChanged]]:
        """As `Watcher`, for the sessions directly below the root."""
        async with Watcher([self.root]) as watcher, aclosing(_of_sessions(self.root.absolute(), watcher)) as told:
            yield told

    def _folder(self, session_id: str) -> Path:
        folder = self.root / session_id
        outside = not stays_inside(session_id) or "/" in session_id
        if outside or _has_drive(session_id) or folder.is_symlink() or not folder.is_dir():
            raise SessionNotFound(f"There is no session {session_id!r}.")
        return folder


async def _of_sessions(root: Path, changes: AsyncIterator[Changed]) -> AsyncGenerator[SessionChanged]:
    async for changed in changes:
        session, *below = changed.folder.relative_to(root).parts or ("",)
        if session:
            yield SessionChanged(session, frozenset("/".join([*below, name]) for name in changed.names))


def _has_drive(key: str) -> bool:
    """Windows reads ``C:x`` as a place on another drive, ``x:y`` as a hidden stream, and ``CON`` as a device."""
    return os.name == "nt" and (":" in key or not all(is_portable_name(part) for part in key.split("/")))


def _age_key(entry: os.DirEntry[str]) -> tuple[str, str]:
    return age_key(entry.name, lambda: entry.stat().st_mtime)
