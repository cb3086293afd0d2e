"""The pictures of a session, in the order of their numbers, read one at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dreamwindow.errors import InvalidImage, SessionNotFound
from dreamwindow.imaging.codec import decode_image, read_png_text
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.inscription import read_inscription
from dreamwindow.sessions.pictures import picture_name, recorded_pictures

LONGEST_S = 1.0
"""What was on show for longer stays so long in a film; recorded keyframes are often five seconds apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One that was read; ``recipe`` is ``None`` for one that does not say what made it."""

    number: int
    pixels: Pixels = field(repr=False)
    recipe: Recipe | None


def recorded_numbers(folder: Path, first: int | None = None, last: int | None = None) -> list[int]:
    """Of the frames whose pictures are there, from ``first`` to ``last``. Raises `SessionNotFound` where none is."""
    found = sorted(number for number, _ in recorded_pictures(folder))
    if not found:
        raise SessionNotFound(f"{folder.name} has no recorded picture.", "Record with --record keyframes or all.")
    numbers = [number for number in found if (first or 0) <= number and (last is None or number <= last)]
    if not numbers:
        raise SessionNotFound(
            f"{folder.name} has no recorded picture in that range.", f"It has frames {found[0]} to {found[-1]}."
        )
    return numbers


def picture_path(folder: Path, number: int) -> Path:
    """Where that frame's picture is."""
    return folder / picture_name(number)


def read_picture(folder: Path, number: int) -> Picture:
    """Pixels and recipe. Raises `InvalidImage`, whatever is wrong with it."""
    path = picture_path(folder, number)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidImage(f"{path.name} cannot be read: {error.strerror or error}.") from error
    return Picture(number, decode_image(data), read_inscription(read_png_text(data)))


def times(numbers: list[int], rate_hz: float, each_s: float | None) -> npt.NDArray[np.float64]:
    """(len(numbers) + 1,): when each picture comes, in seconds since the first, and when the last one goes."""
    if each_s is not None:
        return np.arange(len(numbers) + 1, dtype=np.float64) * each_s
    stays = np.minimum(np.diff(np.array(numbers, np.float64)) / rate_hz, LONGEST_S)
    last = stays[-1] if len(stays) else LONGEST_S
    return np.concatenate([[0.0], np.cumsum(np.append(stays, last))])
