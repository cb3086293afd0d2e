"""Export: a session becomes one file, whole or not at all."""

from __future__ import annotations

import errno
import glob
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dreamwindow.errors import ConfigError, DiskTooFull, FolderNotWritable
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_abandoned
from dreamwindow.outputs.film.about import about
from dreamwindow.outputs.film.archive import pack
from dreamwindow.outputs.film.making import Script, Shot, shoot
from dreamwindow.outputs.film.options import MOST_FPS, FilmOptions, check, kind_of
from dreamwindow.outputs.film.pictures import recorded_numbers, times

_FULL = (errno.ENOSPC, errno.EDQUOT)
_ANIMATION_FPS = 12.0


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
        self._beside = target.with_name(f"{target.name}.json") if self._kind != "zip" else None
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
            shot = self._pack(on_progress) if self._beside is None else self._shoot(self._beside, on_progress)
        except OSError as error:
            raise _not_written(self._target, error) from error
        return Exported(self._target, self._beside, shot)

    def _pack(self, on_progress: Callable[[int], None]) -> Shot:
        shots: list[Shot] = []

        def archive(file: BinaryIO) -> None:
            shots.append(pack(self._folder, self._numbers, file, on_progress))

        atomic_write(archive, self._target, disk=self._disk)
        return shots[0]

    def _shoot(self, beside: Path, on_progress: Callable[[int], None]) -> Shot:
        """The film and the file beside it: the one is put in its place only once the other is."""
        times_s = times(self._numbers, self._rate_hz, self._options.each_s)
        words = about(self._folder, self._numbers, times_s)
        script = Script(folder=self._folder, numbers=self._numbers, times_s=times_s, about=words)
        shots: list[Shot] = []

        def film(file: BinaryIO) -> None:
            def recipes(lines: BinaryIO) -> None:
                files = file, lines
                shots.append(shoot(script, self._kind, self._options, self._fps, files, on_progress))

            atomic_write(recipes, beside, disk=self._disk)

        atomic_write(film, self._target, disk=self._disk)
        return shots[0]

    @property
    def _fps(self) -> float:
        if self._options.fps is not None:
            return self._options.fps
        return min(self._rate_hz, MOST_FPS["mp4"] if self._kind == "mp4" else _ANIMATION_FPS)

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


def _not_written(path: Path, error: OSError) -> DiskTooFull | FolderNotWritable:
    why = error.strerror or str(error)
    if error.errno in _FULL:
        return DiskTooFull(f"The disk was full before {path.name} was whole.", "Make room, or export fewer frames.")
    return FolderNotWritable(f"{path} could not be written: {why}.", "Choose another folder, or let this user write.")
