"""Disks that die at one operation, by its index; and the defect that must be found: writing in place."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from typing_extensions import override

from dreamwindow.files import Disk, is_temporary
from dreamwindow.files.disk import Opening

if TYPE_CHECKING:
    from typing_extensions import Buffer

DIED = 77
"""Exit code of a process whose disk died, which takes the process with it at once."""


class DyingDisk(Disk):
    """Ends the process just before operation ``at`` (from 0), or half-way through it when it is a write.

    With ``at=None`` it only counts. ``operations`` are the names of those that came.
    """

    def __init__(self, at: int | None = None, *, half: bool = False) -> None:
        self.operations: list[str] = []
        self._at = at
        self._half = half

    def _dies_now(self, name: str) -> bool:
        self.operations.append(name)
        return len(self.operations) - 1 == self._at

    def _step(self, name: str, path: Path) -> None:
        if self._dies_now(f"{name} {path.name}"):
            os._exit(DIED)

    @override
    def open(self, path: Path, opening: Opening) -> BinaryIO:
        self._step("open", path)
        return super().open(path, opening)

    @override
    def write(self, file: io.FileIO, data: Buffer) -> int:
        if self._dies_now(f"write {Path(str(file.name)).name}"):
            if self._half:
                super().write(file, bytes(data)[: len(bytes(data)) // 2])
            os._exit(DIED)
        return super().write(file, data)

    @override
    def sync(self, file: BinaryIO) -> None:
        file.flush()  # a write of its own, counted there
        self._step("sync", Path(file.name))
        super().sync(file)

    @override
    def replace(self, source: Path, target: Path) -> None:
        self._step("replace", target)
        super().replace(source, target)

    @override
    def rename(self, source: Path, target: Path) -> None:
        self._step("rename", target)
        super().rename(source, target)

    @override
    def unlink(self, path: Path) -> None:
        self._step("unlink", path)
        super().unlink(path)

    @override
    def mkdir(self, path: Path) -> None:
        self._step("mkdir", path)
        super().mkdir(path)

    @override
    def rmdir(self, path: Path) -> None:
        self._step("rmdir", path)
        super().rmdir(path)

    @override
    def truncate(self, path: Path, size: int) -> None:
        self._step("truncate", path)
        super().truncate(path, size)

    @override
    def chmod(self, path: Path, mode: int) -> None:
        self._step("chmod", path)
        super().chmod(path, mode)


class InPlaceDisk(DyingDisk):
    """The defect put in on purpose: what should be written aside and renamed is written over the old file."""

    @override
    def open(self, path: Path, opening: Opening) -> BinaryIO:
        if not is_temporary(path.name):
            return super().open(path, opening)
        super().open(_target(path), "ab").close()
        os.truncate(_target(path), 0)
        return super().open(_target(path), "ab")

    @override
    def replace(self, source: Path, target: Path) -> None:
        self._step("replace", target)

    @override
    def unlink(self, path: Path) -> None:
        super().unlink(_target(path) if is_temporary(path.name) else path)

    @override
    def chmod(self, path: Path, mode: int) -> None:
        super().chmod(_target(path) if is_temporary(path.name) else path, mode)

    @override
    def stamp(self, path: Path, mtime_ns: int) -> None:
        super().stamp(_target(path) if is_temporary(path.name) else path, mtime_ns)


def _target(temporary: Path) -> Path:
    """``.name.mark.dw.tmp`` was to become ``name``."""
    return temporary.with_name(temporary.name[1:].rsplit(".", 3)[0])
