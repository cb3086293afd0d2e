"""What lies in one folder: its pictures, its folders, and a digest by which a change is known."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dreamwindow.library.indexing.strangers import are_thumbnails
from dreamwindow.library.moments import modified_ns
from dreamwindow.sessions.annotations import FILE_NAME as ANNOTATIONS
from dreamwindow.sessions.pictures import PICTURE_SUFFIXES
from dreamwindow.sessions.reader import MANIFEST

OURS_BESIDE = frozenset({MANIFEST, ANNOTATIONS})
"""What is read beside the pictures: a change of it is a change of the session."""
_PICTURES = tuple(PICTURE_SUFFIXES)


class Picture(NamedTuple):
    """A picture's file. ``name`` is as the folder has it; ``size`` in bytes, ``mtime_ns`` since the epoch."""

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a folder was last changed: a file came, went or was renamed in it. The second is set by no program."""

    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder at one moment. ``pictures`` are ordered by name; ``stamp`` was taken before anything was read.

    ``digest`` tells every picture's name, size and time, and what stands beside them of our own (manifest, recipes,
    annotations). ``unnamed`` files have a name that is no Unicode, and cannot be kept.
    """

    stamp: Stamp
    pictures: tuple[Picture, ...]
    folders: tuple[str, ...]
    digest: str
    newest_ns: int
    has_manifest: bool
    unnamed: int = 0


def stamp_of(folder: str | Path) -> Stamp:
    """Raises `OSError`; `NotADirectoryError` for what is no folder, or a link to one."""
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return Stamp(modified_ns(status), status.st_ctime_ns)


def listing(folder: Path) -> Listing:
    """Read one folder. Links to folders, and links that lead out of it, are not followed; another program's thumbnails
    are no pictures. Raises `OSError`."""
    before = stamp_of(folder)
    found = _Found(folder)
    with os.scandir(folder) as entries:
        for entry in entries:
            found.take(entry)
    return found.listing(before)


def pictures_of(folder: Path, names: Collection[str]) -> Iterator[Picture]:
    """Those of these names that are pictures in the folder now. Raises nothing."""
    for name in names:
        if not name.lower().endswith(_PICTURES) or name.startswith(".") or not _is_unicode(name):
            continue
        try:
            path = folder / name
            if path.is_symlink() and path.resolve().parent != folder.resolve():
                continue
            status = path.stat()
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            yield Picture(name, status.st_size, modified_ns(status))


class _Found:
    """What was met so far. A million entries come this way: nothing here is asked twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pictures: list[Picture] = []
        self._beside: list[Picture] = []
        self._folders: list[str] = []
        self._unnamed = 0

    def take(self, entry: os.DirEntry[str]) -> None:
        name = entry.name
        if name.endswith(_PICTURES) or name.lower().endswith(_PICTURES):
            self._file(entry, name, self._pictures)
        elif name in OURS_BESIDE:
            self._file(entry, name, self._beside)
        elif entry.is_dir(follow_symlinks=False) and not name.startswith(".") and not _is_junction(entry):
            if _is_unicode(name):
                self._folders.append(name)
            else:
                self._unnamed += 1

    def listing(self, before: Stamp) -> Listing:
        self._pictures.sort()
        self._beside.sort()
        if are_thumbnails(self._folder, [picture.name for picture in self._pictures]):
            self._pictures.clear()
        told = "\n".join([f"{name}\0{size}\0{mtime}" for name, size, mtime in (*self._pictures, *self._beside)])
        return Listing(
            stamp=before,
            pictures=tuple(self._pictures),
            folders=tuple(sorted(self._folders)),
            digest=hashlib.blake2b(told.encode(), digest_size=16).hexdigest(),
            newest_ns=max([mtime for _, _, mtime in self._pictures], default=0),
            has_manifest=any(name == MANIFEST for name, _, _ in self._beside),
            unnamed=self._unnamed,
        )

    def _file(self, entry: os.DirEntry[str], name: str, into: list[Picture]) -> None:
        try:
            status = entry.stat(follow_symlinks=False)
            if not stat.S_ISREG(status.st_mode):
                if not self._is_inside(entry):
                    return
                status = entry.stat()
        except OSError:  # gone since
            return
        if name[0] == ".":
            return
        if _is_unicode(name):
            into.append(_new(Picture, (name, status.st_size, modified_ns(status))))
        else:
            self._unnamed += 1

    def _is_inside(self, entry: os.DirEntry[str]) -> bool:
        """Whether it is a link to a file of this same folder."""
        return entry.is_file() and Path(entry.path).resolve().parent == self._folder.resolve()


_new = tuple.__new__
"""A named tuple without the detour over its own constructor."""


def _is_unicode(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows' other kind of link to a folder."""
    return os.name == "nt" and bool(getattr(os.lstat(entry.path), "st_reparse_tag", 0))
