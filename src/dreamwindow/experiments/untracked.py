"""Files of a working tree that no commit names, a script of this morning say: kept with the record, within bounds."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dreamwindow.runtime.git import GitManager
from dreamwindow.sessions.reader import MANIFEST

MOST_BYTES = 20_000_000
MOST_FILES = 2_000
"""So much of a tree is kept, the smallest files first: what a person wrote is small, and data is not."""


@dataclass(frozen=True, slots=True)
class Untracked:
    """One such file, ``path`` below its repository. ``sha256`` is of what was kept; ``None``: it was not."""

    path: str
    bytes: int
    sha256: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Kept:
    """The untracked files of a tree, by path, and those that were kept as a tar.gz; ``None`` where there are none."""

    files: Sequence[Untracked] = ()
    archive: bytes | None = None


def keep_untracked(git: GitManager, top: Path) -> Kept:
    """Those that git does not ignore, but for byte code and the sessions of other runs. Raises `GitManagerError`."""
    found = sorted(_found(top, git.list_untracked(top)))
    packed, files, room = io.BytesIO(), list[Untracked](), MOST_BYTES
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for number, (size, name) in enumerate(found):
            room -= size
            kept = room >= 0 and number < MOST_FILES
            files.append(Untracked(name, size, _packed(archive, top, name) if kept else None))
    files.sort(key=lambda one: one.path)
    return Kept(files, packed.getvalue() if any(one.sha256 for one in files) else None)


def unpack(archive: bytes, folder: Path) -> None:
    """Put the files of a `Kept` into ``folder``. Raises `ValueError` for one that would lie outside, and `OSError`."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as packed:
        for member in packed:
            _unpack(packed, member, folder)


def _found(top: Path, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Size and name; what cannot be looked at has no size, and is not kept."""
    sessions = {top: False}
    for name in names:
        path = top / name
        if name.endswith("/") or "__pycache__" in path.parts or _in_a_session(path.parent, sessions):
            continue
        try:
            status = path.lstat()
        except OSError:  # gone in this moment, or a name that is no text
            yield 0, name
            continue
        if stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode):
            yield status.st_size, name


def _in_a_session(folder: Path, known: dict[Path, bool]) -> bool:
    """Whether it, or a folder around it, is a session's: the records of runs are no code."""
    if folder not in known:
        known[folder] = _in_a_session(folder.parent, known) or (folder / MANIFEST).is_file()
    return known[folder]


def _packed(archive: tarfile.TarFile, top: Path, name: str) -> str | None:
    """Its checksum, of the very bytes that were kept; ``None`` for what cannot be read."""
    member = tarfile.TarInfo(name)
    try:
        if (top / name).is_symlink():
            member.type, member.linkname = tarfile.SYMTYPE, str((top / name).readlink())
            data = os.fsencode(member.linkname)
            archive.addfile(member)
        else:
            data = (top / name).read_bytes()
            member.size, member.mode = len(data), (top / name).stat().st_mode & 0o777
            archive.addfile(member, io.BytesIO(data))
    except OSError:
        return None
    return hashlib.sha256(data).hexdigest()


def _unpack(packed: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    name, path = PurePosixPath(member.name), folder / member.name
    inside = (
        path.parent.resolve().is_relative_to(folder.resolve()) and not name.is_absolute() and ".." not in name.parts
    )
    if not inside or name.parts[:1] == (".git",):
        raise ValueError(f"{member.name} would lie outside.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if member.issym():
        path.symlink_to(member.linkname)
    elif (file := packed.extractfile(member)) is not None:
        path.write_bytes(file.read())
        path.chmod(member.mode & 0o777)
