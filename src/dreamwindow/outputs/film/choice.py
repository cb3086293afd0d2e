"""A film of pictures that somebody chose, from one session or from many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import InvalidImage
from dreamwindow.files import DISK, Disk
from dreamwindow.outputs.film.about import about_stills
from dreamwindow.outputs.film.making import Script, Shot
from dreamwindow.outputs.film.options import FilmOptions
from dreamwindow.outputs.film.pictures import LONGEST_S, Still, times
from dreamwindow.outputs.film.writing import not_written, write_film

RATE_HZ = 24.0
"""Of a film of pictures that were never shown, or of a session that does not say how fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``stills`` in their order, of what is called ``name``.

    With ``rate_hz`` they are frames of one session that was shown so fast, and stay as long as they did then; without,
    a second each.
    """

    name: str
    stills: Sequence[Still]
    rate_hz: float | None = None


def film_choice(
    choice: Choice, target: Path, options: FilmOptions, on_progress: Callable[[int], None], *, disk: Disk = DISK
) -> Shot:
    """A film of it, whole or not at all; ``on_progress`` hears often how many pictures are done, and may raise.

    Blocks. Raises `InvalidImage` where no picture can be read, `DiskTooFull` or `FolderNotWritable`.
    """
    if not choice.stills:
        raise InvalidImage("There are no pictures to make a film of.")
    each_s = options.each_s if choice.rate_hz or options.each_s else LONGEST_S
    times_s = times([still.number for still in choice.stills], choice.rate_hz or RATE_HZ, each_s)
    script = Script(
        name=choice.name,
        stills=choice.stills,
        times_s=times_s,
        rate_hz=choice.rate_hz or RATE_HZ,
        about=about_stills(choice.stills, times_s),
    )
    try:
        return write_film(script, target, options, on_progress, disk=disk)
    except OSError as error:
        raise not_written(target, error) from error
