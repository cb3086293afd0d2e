"""Textures: squares that wrap, and looking something up in them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.style import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """A square of ``side`` texels, of one or four channels, with its first row and column once more at its end.

    OpenCV can wrap by itself, but takes six times as long wherever it has to.
    """

    side: int
    texels: Floats

    @classmethod
    def of(cls, square: Floats) -> Texture:
        """A texture of (side, side[, 4])."""
        return cls(square.shape[0], cv2.copyMakeBorder(square, 0, 1, 0, 1, cv2.BORDER_WRAP))

    def at(self, x: Floats, y: Floats) -> Floats:
        """The texture at ``x``, ``y`` in texels, which broadcast to (h, w): (h, w[, 4])."""
        x, y = self._wrapped(x), self._wrapped(y)
        if x.shape != y.shape:
            x, y = (np.ascontiguousarray(c) for c in np.broadcast_arrays(x, y))
        return np.asarray(cv2.remap(self.texels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)

    def along(self, row: int, channel: int, u: Floats) -> Floats:
        """One row as wrapping 1-D noise, at ``u`` texels."""
        values = self.texels[row % self.side, :, channel]
        return np.asarray(np.interp(u % self.side, np.arange(self.side + 1), values), np.float32)

    def _wrapped(self, u: Floats) -> Floats:
        return np.asarray(u - np.floor(u * (1 / self.side)) * self.side, np.float32)
