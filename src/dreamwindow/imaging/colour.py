"""How colourful, how spread and how far a picture's colours are from those of another time.

Distances are CIE 1976 ΔE in CIELAB (D65; L in [0, 100], a and b in about ±100): 2.3 is just noticeable (Mahy et al.
1994), 20 another mood, 100 black against white. A drift is taken between *palettes*, not pixel by pixel, so that a
sun that moves is no drift and a picture that goes grey, or turns its hue, is one.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.model.frame import Pixels

SHARES = 8
ENTROPY_BITS = 9.0
"""The most that `entropy_bits` can be."""
_SIDE, _HISTOGRAM_SIDE = 64, 256

Palette: TypeAlias = npt.NDArray[Any]
"""(8, 3) float32 CIELAB: the mean colour of each eighth of a picture, from its darkest to its lightest."""


def palette(image: Pixels) -> Palette:
    """The palette of a picture (H, W, 3)."""
    small = cv2.resize(image, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).reshape(-1, 3)
    order = np.argsort(lab[:, 0], kind="stable")
    return np.asarray(lab[order].reshape(SHARES, -1, 3).mean(axis=1))


def delta_e(a: Palette, b: Palette) -> float:
    """Mean ΔE between two palettes, share by share."""
    return float(np.linalg.norm(a - b, axis=-1).mean())


def entropy_bits(image: Pixels) -> float:
    """Entropy of the 8 x 8 x 8 colour histogram, in bits: 0 for one colour, 9 for all alike. A sample of pixels counts."""
    step = max(1, math.isqrt(image.shape[0] * image.shape[1]) // _HISTOGRAM_SIDE)
    cells = np.right_shift(image[::step, ::step], 5).reshape(-1, 3) @ np.array([64, 8, 1], np.uint16)
    counts = np.bincount(cells)
    shares = counts[counts > 0] / len(cells)
    return max(0.0, -float(shares @ np.log2(shares)))


def spread(image: Pixels) -> float:
    """Standard deviation over all values of a picture, of 255."""
    means, deviations = cv2.meanStdDev(image)
    squares = np.mean(deviations**2 + means**2)
    return math.sqrt(max(0.0, float(squares) - float(means.mean()) ** 2))


class SlowReference:
    """The palette of the last while: an exponential mean that weighs its first pictures alike.

    ``frames`` is how many pictures it looks back over; `drift` compares before it takes the new picture in.
    """

    def __init__(self, frames: float) -> None:
        self._frames = frames
        self.restart()

    def restart(self) -> None:
        """Forget: what comes next is meant to look otherwise."""
        self._seen = 0
        self._mean: Palette | None = None

    def drift(self, colours: Palette) -> float:
        """ΔE of a new picture's palette to the reference, which then moves toward it; 0 for the first."""
        self._seen += 1
        if self._mean is None:
            self._mean = colours.copy()
            return 0.0
        away = delta_e(colours, self._mean)
        self._mean = self._mean + (colours - self._mean) / min(self._seen, self._frames)
        return away
