"""A film and the file beside it, both whole or neither."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from dreamwindow.errors import DiskTooFull, FolderNotWritable
from dreamwindow.files import DISK, Disk, atomic_write
from dreamwindow.outputs.film.making import Script, Shot, shoot
from dreamwindow.outputs.film.options import FilmOptions, kind_of

_FULL = (errno.ENOSPC, errno.EDQUOT)


def beside(film: Path) -> Path:
    """The file that says how each of its pictures was made."""
    return film.with_name(f"{film.name}.json")


def write_film(
    script: Script, target: Path, options: FilmOptions, on_progress: Callable[[int], None], *, disk: Disk = DISK
) -> Shot:
    """What ``target``'s name says, by ``script``: put in its place only once what lies beside is. Blocks.

    Raises what `shoot` raises, and whatever ``on_progress`` raises to break it off; then nothing is left.
    """
    shots: list[Shot] = []

    def film(file: BinaryIO) -> None:
        def recipes(lines: BinaryIO) -> None:
            shots.append(shoot(script, kind_of(target), options, (file, lines), on_progress))

        atomic_write(recipes, beside(target), disk=disk)

    atomic_write(film, target, disk=disk)
    return shots[0]


def not_written(path: Path, error: OSError) -> DiskTooFull | FolderNotWritable:
    """What to tell of a write that failed."""
    why = error.strerror or str(error)
    if error.errno in _FULL:
        return DiskTooFull(f"The disk was full before {path.name} was whole.", "Make room, or export fewer frames.")
    return FolderNotWritable(f"{path} could not be written: {why}.", "Choose another folder, or let this user write.")
