"""The canvas: where a picture is drawn before it has colour, in bands of rows that stay in the processor's cache.

Three layers of float32: ``tone``, where along the palette from dark (0) to light (1); ``ink``, which word's palette
(0..1 over the rows of a style); ``light``, what glows by itself.
Coordinates: x and y are 0 in the middle and ±1 at the ends of the shorter side; ``down`` runs from 0 at the top to 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural.style import Floats

_BAND_PIXELS = 1 << 16
"""A band's layers and its noise then stay within two megabytes."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture's size in pixels, and its coordinates; it is drawn ``band_rows`` at a time, a multiple of 8."""

    width: int
    height: int
    band_rows: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        rows = self.band_rows or max(8, _BAND_PIXELS // self.width // 8 * 8)
        object.__setattr__(self, "band_rows", rows)

    @property
    def unit(self) -> int:
        """Pixels of the shorter side."""
        return min(self.width, self.height)

    @property
    def half_width(self) -> float:
        """x at the right edge."""
        return self.width / self.unit

    @property
    def half_height(self) -> float:
        """y at the bottom edge."""
        return self.height / self.unit

    def columns(self, step: int = 1) -> Floats:
        """x of every ``step``-th of columns, (1, width / step)."""
        return _centred(self.width, step, self.unit).reshape(1, -1)

    def rows(self, step: int = 1) -> Floats:
        """y of every ``step``-th of rows, (height / step, 1)."""
        return _centred(self.height, step, self.unit).reshape(-1, 1)

    def down(self, y: Floats) -> Floats:
        """0 at the top edge, 1 at the bottom edge."""
        return y * (0.5 / self.half_height) + 0.5


@lru_cache(maxsize=32)
def _centred(pixels: int, step: int, unit: int) -> Floats:
    places = ((np.arange(pixels // step) + 0.5) * step - pixels / 2) / unit * 2
    places = places.astype(np.float32)
    places.flags.writeable = False
    return places


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """``tone``, ``ink`` and ``light`` of a whole picture, (height, width) each."""

    tone: Floats
    ink: Floats
    light: Floats

    @classmethod
    def empty(cls, canvas: Canvas) -> Layers:
        """Layers to draw on."""
        shape = (canvas.height, canvas.width)
        return cls(np.empty(shape, np.float32), np.empty(shape, np.float32), np.zeros(shape, np.float32))

    def part(self, top: int, bottom: int) -> Layers:
        """Views of some rows."""
        return Layers(self.tone[top:bottom], self.ink[top:bottom], self.light[top:bottom])


def bands(canvas: Canvas) -> Iterator[tuple[int, int]]:
    """First and last-plus-one row of each band, from the top; multiples of 8."""
    for top in range(0, canvas.height, canvas.band_rows):
        yield top, min(canvas.height, top + canvas.band_rows)


def enlarged(small: Floats, canvas: Canvas, top: int, bottom: int) -> Floats:
    """Rows ``top`` to ``bottom`` of ``small`` linearly upsampled to the canvas, as if all of it had been."""
    factor = canvas.height // small.shape[0]
    first, last = top // factor, -(-bottom // factor)
    above, below = min(1, first), min(1, small.shape[0] - last)
    wide = cv2.resize(
        small[first - above : last + below],
        (canvas.width, (last - first + above + below) * factor),
        interpolation=cv2.INTER_LINEAR,
    )
    start = above * factor + top - first * factor
    return np.asarray(wide[start : start + bottom - top], np.float32)


def smoothstep(low: float, high: float, x: Floats) -> Floats:
    """0 below ``low``, 1 above ``high``, smooth between."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return t * t * (3 - 2 * t)
