"""The pictures of a film: those of a session in the order of their numbers, or a choice; read one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dreamwindow.errors import InvalidImage, SessionNotFound
from dreamwindow.imaging.codec import decode_image, read_png_text
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.inscription import read_inscription
from dreamwindow.sessions.pictures import picture_name, recorded_pictures

_PNG = b"\x89PNG"
LONGEST_S = 1.0
"""What was on show for longer stays so long in a film; recorded keyframes are often five seconds apart."""


@dataclass(frozen=True, slots=True)
class Still:
    """A picture to show: the ``number`` of its frame, or its place in a choice from 1 on.

    ``prompt`` is what is known of one whose file has no recipe of ours.
    """

    number: int
    path: Path
    prompt: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One that was read; ``recipe`` is ``None`` for one that does not say what made it."""

    still: Still
    pixels: Pixels = field(repr=False)
    recipe: Recipe | None

    @property
    def prompt(self) -> str:
        """Its words, empty where nobody knows them."""
        return self.still.prompt if self.recipe is None else self.recipe.prompt


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


def recorded_stills(folder: Path, numbers: Sequence[int]) -> list[Still]:
    """These frames of a session."""
    return [Still(number, picture_path(folder, number)) for number in numbers]


def read_picture(still: Still) -> Picture:
    """Pixels and recipe; only a PNG has one. Raises `InvalidImage`, whatever is wrong with it."""
    try:
        data = still.path.read_bytes()
    except OSError as error:
        raise InvalidImage(f"{still.path.name} cannot be read: {error.strerror or error}.") from error
    pixels = decode_image(data)
    return Picture(still, pixels, read_inscription(read_png_text(data)) if data.startswith(_PNG) else None)


def shown_at_hz(settings: Mapping[str, Any], otherwise: float) -> float:
    """At which rate a session was shown, as the settings of its manifest say."""
    output = settings.get("output")
    rate = output.get("display_rate_hz") if isinstance(output, dict) else None
    return float(rate) if isinstance(rate, (int, float)) and 0 < rate <= 1000 else otherwise


def times(numbers: Sequence[int], rate_hz: float, each_s: float | None) -> npt.NDArray[np.float64]:
    """(len(numbers) + 1,): when each picture comes, in seconds since the first, and when the last one goes."""
    if each_s is not None:
        return np.arange(len(numbers) + 1, dtype=np.float64) * each_s
    stays = np.minimum(np.diff(np.array(numbers, np.float64)) / rate_hz, LONGEST_S)
    last = stays[-1] if len(stays) else LONGEST_S
    return np.concatenate([[0.0], np.cumsum(np.append(stays, last))])
