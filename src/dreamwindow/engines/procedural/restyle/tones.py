"""Tones: the light of a scene on a camera's picture, whose tones get the scene's spread (histogram matching)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.style import Floats
from dreamwindow.model.frame import Pixels

BINS = 64
_MIDDLES = (np.arange(BINS) + 0.5) / BINS
_LEAST_SPREAD = 0.25
"""A picture of fewer tones is not stretched further."""
_DARK, _LIGHT = 0.015, 0.985
"""Shares of a picture beyond which it is black, and white."""
_EASE = 0.12
"""How much of the way to its new curve a picture goes."""


def ranks(grey: Pixels) -> Floats:
    """For each of 64 tones the share of ``grey`` that is darker, strictly growing."""
    counts = cv2.calcHist([grey], [0], None, [BINS], [0, 256]).ravel()
    share = (np.cumsum(counts) - counts / 2) / counts.sum()
    return np.asarray(share + np.arange(BINS) * 1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Two curves over a camera's 256 tones, in [0, 1]: ``stretched`` to the full range, ``matched`` to a scene's."""

    stretched: Floats
    matched: Floats

    @classmethod
    def of(cls, grey: Pixels, scene: Floats) -> Curves:
        """The curves for a picture; ``scene`` are the ranks of the tones it should have."""
        own, tones = ranks(grey), np.arange(256) / 255
        dark, white = np.interp((_DARK, _LIGHT), own, _MIDDLES)
        stretched = np.clip((tones - dark) / max(_LEAST_SPREAD, white - dark), 0, 1)
        wanted = np.interp(own, scene, _MIDDLES)
        soft = cv2.GaussianBlur(wanted[None], (0, 0), 3.0, borderType=cv2.BORDER_REPLICATE)[0]
        return cls(stretched, np.interp(tones, _MIDDLES, np.maximum.accumulate(soft)))

    def eased(self, before: Curves | None) -> Curves:
        """Most of ``before``, so that a changing exposure does not flicker."""
        if before is None:
            return self
        return Curves(
            before.stretched + _EASE * (self.stretched - before.stretched),
            before.matched + _EASE * (self.matched - before.matched),
        )

    def at(self, strength: float) -> Floats:
        """The table (256,) for a strength in [0, 1]."""
        share = 0.8 * min(1.0, 1.7 * strength)
        return np.asarray(self.stretched * (1 - share) + self.matched * share, np.float32)
