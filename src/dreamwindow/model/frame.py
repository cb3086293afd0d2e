"""Frame: pixels, the recipe that made them, and when they are to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from dreamwindow.model.recipe import Recipe

Pixels: TypeAlias = npt.NDArray[np.uint8]
"""(H, W, 3) uint8, RGB, C-contiguous. Whoever holds them only reads them."""

Transition = Literal["cut", "fade"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One finished picture of a dream.

    ``number`` counts from 1 in the order of showing; ``settings_rev`` says which settings made it; ``keyframe`` is
    false for an in-between; ``cut`` announces that it does not grow out of the frame before.
    """

    number: int
    pixels: Pixels
    recipe: Recipe
    keyframe: bool
    generation_time_s: float
    made_at: datetime
    settings_rev: int = 0
    cut: bool = False

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShownFrame:
    """A frame with its place in time: what the player hands to every taker.

    ``present_at_us`` is on the server's monotonic clock; ``duration_us`` is how long a *fade* from the frame before
    takes, and about how long until the next frame.
    """

    frame: Frame
    present_at_us: int
    duration_us: int
    transition: Transition
