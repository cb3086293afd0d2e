"""Trash: where deleted pictures lie until they are wanted again, or the trash is emptied."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamwindow.errors import ImageNotFound, NotDeletable, StorageError
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists, parse_json, safe_file_copy
from dreamwindow.library.roots import Root, Roots, SessionKey

_RECORD = "deleted.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trashed:
    """A deleted picture: where it was, and when it went. ``folder`` is its own, in the trash."""

    session: SessionKey
    root: str
    path: str
    name: str
    deleted_ns: int
    folder: str

    def file(self, trash: Path) -> Path:
        """The picture itself."""
        return trash / self.session / self.folder / self.name


class Trash:
    """One folder of deleted pictures. Blocks; any thread may call. A crash leaves a picture in one of both places."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        self.folder = folder
        self._disk = disk

    def put(self, root: Root, path: str, session: SessionKey, name: str, now_ns: int) -> Trashed:
        """Move a picture here. Raises `NotDeletable`, `ImageNotFound`, `OSError` or `FolderNotWritable`."""
        source = root.folder(path) / name
        if not (root.ours or root.allow_delete):
            raise NotDeletable(
                f"{root.path} is only read.", f"Set allow_delete for {root.name!r} in library.roots to delete there."
            )
        if not source.is_file():
            raise ImageNotFound(f"There is no picture {name!r} in session {session!r}.")
        folder = f"{now_ns:020d}-{secrets.token_hex(4)}"
        trashed = Trashed(session=session, root=root.name, path=path, name=name, deleted_ns=now_ns, folder=folder)
        place = ensure_directory_exists(self.folder / session / folder, disk=self._disk)
        atomic_write(json.dumps(asdict(trashed), ensure_ascii=False).encode(), place / _RECORD, disk=self._disk)
        self._move(source, place / name)
        return trashed

    def restore(self, session: str, name: str, roots: Roots) -> Trashed:
        """Put back the one that was deleted last. Raises `ImageNotFound`, `StorageError` or `OSError`."""
        for trashed in self.entries(session):
            if trashed.name == name and trashed.file(self.folder).is_file():
                target = roots[trashed.root].folder(trashed.path) / name
                if target.exists():
                    raise StorageError(f"There is another picture {name!r} by now.", "Rename or delete that one first.")
                ensure_directory_exists(target.parent, disk=self._disk)
                self._move(trashed.file(self.folder), target)
                self._forget(trashed)
                return trashed
        raise ImageNotFound(f"{name!r} of session {session!r} is not in the trash.", "It may be where it was.")

    def entries(self, session: str | None = None) -> Iterator[Trashed]:
        """What lies here, of one session or of all: what was deleted last comes first."""
        here = sorted(path.name for path in _folders(self.folder))
        sessions = [one for one in here if session in (None, one)]  # a name from outside leads to no other folder
        for one in sessions:
            for folder in sorted(_folders(self.folder / one), reverse=True):
                if (trashed := _read(folder)) is not None:
                    yield trashed

    def empty(self, before_ns: int) -> int:
        """Delete for good what was deleted before; how many pictures. Raises `OSError`."""
        gone = [trashed for trashed in self.entries() if trashed.deleted_ns < before_ns]
        for trashed in gone:
            with contextlib.suppress(FileNotFoundError):
                self._disk.unlink(trashed.file(self.folder))
            self._forget(trashed)
        return len(gone)

    def _move(self, source: Path, target: Path) -> None:
        """Rename, or from drive to drive: copy, compare, and only then remove."""
        try:
            self._disk.replace(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            status = source.stat()
            if not safe_file_copy(source, target, disk=self._disk):
                raise StorageError(f"{source} could not be copied whole.", "It is where it was; try again.") from error
            os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
            self._disk.unlink(source)

    def _forget(self, trashed: Trashed) -> None:
        folder = self.folder / trashed.session / trashed.folder
        with contextlib.suppress(FileNotFoundError):
            self._disk.unlink(folder / _RECORD)
        with contextlib.suppress(OSError):
            self._disk.rmdir(folder)
            self._disk.rmdir(folder.parent)


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _read(folder: Path) -> Trashed | None:
    try:
        return Trashed(**parse_json((folder / _RECORD).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
