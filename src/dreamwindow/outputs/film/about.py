"""What a film says of itself: its title, and which words were dreamed of when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dreamwindow.errors import SessionDamaged
from dreamwindow.outputs.film.pictures import Still
from dreamwindow.sessions.reader import recorded_prompts

_MOST = 500
"""Lines of prompts; beyond that the file beside the film has them."""


@dataclass(frozen=True, slots=True)
class About:
    """``title`` is the first prompt; ``description`` has a line for each prompt: from when on, and its words."""

    title: str
    description: str


def about(folder: Path, numbers: Sequence[int], times_s: npt.NDArray[np.float64]) -> About:
    """Of a film of these frames, each at its time. Where the recipes cannot be read it says nothing."""
    try:
        return _said(list(_lines(_placed(recorded_prompts(folder), numbers), times_s)))
    except SessionDamaged:
        return About("", "")


def about_stills(stills: Sequence[Still], times_s: npt.NDArray[np.float64]) -> About:
    """Of a film of these, each at its time, by what is known of them."""
    return _said(list(_lines(((place, still.prompt) for place, still in enumerate(stills) if still.prompt), times_s)))


def _said(lines: Sequence[str]) -> About:
    more = [f"… and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return About(lines[0].partition(" ")[2] if lines else "", "\n".join([*lines[:_MOST], *more]))


def _placed(prompts: Iterator[tuple[int, str]], numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The prompts of these frames, each with the frame's place among them."""
    for number, prompt in prompts:
        place = bisect_left(numbers, number)
        if place < len(numbers) and numbers[place] == number:
            yield place, prompt


def _lines(placed: Iterable[tuple[int, str]], times_s: npt.NDArray[np.float64]) -> Iterator[str]:
    before = None
    for place, prompt in placed:
        if prompt != before:
            before = prompt
            minutes, seconds = divmod(int(times_s[place]), 60)
            yield f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d} {' '.join(prompt.split())}"
