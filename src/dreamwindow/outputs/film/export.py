"""Export: a session becomes one file, whole or not at all."""

from __future__ import annotations

import glob
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dreamwindow.errors import ConfigError, FolderNotWritable
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_abandoned
from dreamwindow.outputs.film.about import about
from dreamwindow.outputs.film.archive import pack
from dreamwindow.outputs.film.making import Script, Shot
from dreamwindow.outputs.film.options import FilmOptions, check, kind_of
from dreamwindow.outputs.film.pictures import recorded_numbers, recorded_stills, times
from dreamwindow.outputs.film.writing import beside, not_written, write_film


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """``first`` and ``last``: numbers of frames, both included. ``replace``: whether a file may be written over."""

    film: FilmOptions = FilmOptions()  # noqa: RUF009 - frozen
    first: int | None = None
    last: int | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """``beside`` is the file with the recipes; ``None`` where they are in the archive."""

    path: Path
    beside: Path | None
    shot: Shot


class Export:
    """Of the session in ``folder``, shown at ``rate_hz``, to ``target``. `count` pictures; `run` blocks.

    Raises `ConfigError` or `SessionNotFound` before anything is written.
    """

    def __init__(
        self, folder: Path, rate_hz: float, target: Path, options: ExportOptions, *, disk: Disk = DISK
    ) -> None:
        self._kind = kind_of(target)
        check(self._kind, options.film)
        self._target = target
        self._beside = beside(target) if self._kind != "zip" else None
        self._check_room(options.replace)
        self._folder = folder
        self._rate_hz = rate_hz
        self._options = options.film
        self._disk = disk
        self._numbers = recorded_numbers(folder, options.first, options.last)

    @property
    def count(self) -> int:
        """How many pictures there are to do."""
        return len(self._numbers)

    def run(self, on_progress: Callable[[int], None]) -> Exported:
        """Write it; ``on_progress`` hears often how many pictures are done. What broke off leaves nothing behind.

        Raises `InvalidImage` where no picture can be read, `DiskTooFull` or `FolderNotWritable`.
        """
        cleanup_abandoned(self._target.parent, f".{glob.escape(self._target.name)}.*", disk=self._disk)
        try:
            shot = self._pack(on_progress) if self._beside is None else self._shoot(on_progress)
        except OSError as error:
            raise not_written(self._target, error) from error
        return Exported(self._target, self._beside, shot)

    def _pack(self, on_progress: Callable[[int], None]) -> Shot:
        shots: list[Shot] = []

        def archive(file: BinaryIO) -> None:
            shots.append(pack(self._folder, self._numbers, file, on_progress))

        atomic_write(archive, self._target, disk=self._disk)
        return shots[0]

    def _shoot(self, on_progress: Callable[[int], None]) -> Shot:
        times_s = times(self._numbers, self._rate_hz, self._options.each_s)
        script = Script(
            name=self._folder.name,
            stills=recorded_stills(self._folder, self._numbers),
            times_s=times_s,
            rate_hz=self._rate_hz,
            about=about(self._folder, self._numbers, times_s),
        )
        return write_film(script, self._target, self._options, on_progress, disk=self._disk)

    def _check_room(self, replace: bool) -> None:
        if not self._target.parent.is_dir():
            raise FolderNotWritable(f"There is no folder {self._target.parent}.", "Make it, or choose another.")
        for path in (self._target, self._beside):
            if path is None or not path.exists():
                continue
            if path.is_dir():
                raise ConfigError(f"{path} is a folder.", "Choose another name.")
            if not replace:
                raise ConfigError(f"{path} is there already.", "Choose another name, or --force to replace it.")
