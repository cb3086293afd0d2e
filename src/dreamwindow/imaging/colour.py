"""How colourful, how spread and how far a picture's colours are from those of another time.

Distances are CIE 1976 ΔE in CIELAB (D65; L in [0, 100], a and b in about ±100): 2.3 is just noticeable (Mahy et al.
1994), 20 another mood, 100 black against white. A drift is taken between *palettes*, not pixel by pixel, so that a
sun that moves is no drift and a picture that goes grey, or turns its hue, is one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    """Entropy of the 8 x 8 x 8 colour histogram, in bits: from 0 to 9. A sample of pixels counts."""
    step = max(1, math.isqrt(image.shape[0] * image.shape[1]) // _HISTOGRAM_SIDE)
    sample = np.ascontiguousarray(image[::step, ::step])
    counts = cv2.calcHist([sample], [0, 1, 2], None, [8, 8, 8], [0, 256] * 3)
    shares = counts[counts > 0].astype(np.float64) / (sample.size // 3)
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

    @property
    def colours(self) -> Palette | None:
        """What it has come to; ``None`` before the first picture."""
        return self._mean

    def drift(self, colours: Palette) -> float:
        """ΔE of a new picture's palette to the reference, which then moves toward it; 0 for the first."""
        self._seen += 1
        if self._mean is None:
            self._mean = colours.copy()
            return 0.0
        away = delta_e(colours, self._mean)
        self._mean = self._mean + (colours - self._mean) / min(self._seen, self._frames)
        return away


MOST_SCALE, MOST_OFFSET = 1.3, 25.0
"""How far one correction may go, so that it is a nudge and not another picture."""


def correction_toward(colours: Palette, reference: Palette) -> tuple[float, ...]:
    """What would bring ``colours`` toward ``reference``: scale and offset for L, a and b in turn.

    Mean and deviation of each channel are matched (Reinhard et al. 2001), within `MOST_SCALE` and `MOST_OFFSET`.
    """
    found: list[float] = []
    for channel in range(3):
        now, then = colours[:, channel], reference[:, channel]
        scale = float(np.clip((then.std() + 1.0) / (now.std() + 1.0), 1 / MOST_SCALE, MOST_SCALE))
        offset = float(np.clip(then.mean() - scale * now.mean(), -MOST_OFFSET, MOST_OFFSET))
        found += [round(scale, 4), round(offset, 4)]
    return tuple(found)


def recoloured(image: Pixels, correction: Sequence[float]) -> Pixels:
    """``image`` (H, W, 3) with each channel of CIELAB scaled and moved: (scale, offset) for L, a and b in turn."""
    lab = cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    values = np.asarray(correction, np.float32).reshape(3, 2)
    moved = lab * values[:, 0] + values[:, 1]
    rgb = cv2.cvtColor(moved.astype(np.float32), cv2.COLOR_LAB2RGB)
    return np.asarray(np.clip(rgb * 255 + 0.5, 0, 255).astype(np.uint8))
