"""What a film says of itself: its title, and which words were dreamed of when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dreamwindow.errors import SessionDamaged
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
        lines = list(_lines(recorded_prompts(folder), numbers, times_s))
    except SessionDamaged:
        return About("", "")
    more = [f"… and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return About(lines[0].partition(" ")[2] if lines else "", "\n".join([*lines[:_MOST], *more]))


def _lines(
    prompts: Iterator[tuple[int, str]], numbers: Sequence[int], times_s: npt.NDArray[np.float64]
) -> Iterator[str]:
    before = None
    for number, prompt in prompts:
        place = bisect_left(numbers, number)
        if place < len(numbers) and numbers[place] == number and prompt != before:
            before = prompt
            minutes, seconds = divmod(int(times_s[place]), 60)
            yield f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d} {' '.join(prompt.split())}"
