"""Space: how the plane itself is folded, turned and stretched before noise is looked up in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.scene import Scene
from dreamwindow.engines.procedural.style import Floats

_PETALS = 5


@dataclass(frozen=True, slots=True)
class Space:
    """From x, y to texels: the bends of *fold*, *petal* and *aurora*, each in [0, 1], then scale and offset."""

    fold: float
    fold_angle: float
    fold_offset: float
    petal: float
    petal_turn: float
    petal_twist: float
    squash: float
    scale: float
    offset: tuple[float, float]

    @classmethod
    def of(cls, scene: Scene) -> Space:
        """The space of a scene."""
        style, g = scene.style, scene.layout
        return cls(
            fold=min(1.0, style.excess("fold") * 1.2),
            fold_angle=0.55 + 0.25 * g[1],
            fold_offset=0.55 + 0.12 * g[2],
            petal=style.motif("petal"),
            petal_turn=0.4 * g[3],
            petal_twist=0.9 * g[4],
            squash=1 - 0.8 * style.motif("aurora"),
            scale=scene.scale,
            offset=(18 * g[5], 18 * g[6]),
        )

    def texels(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Where x (1, w) and y (n, 1) are on the tile; they stay apart while nothing bends them."""
        if self.fold > 0.02:
            folded_x, folded_y = kaleidoscope(x, y, self.fold_angle, self.fold_offset)
            x, y = x + self.fold * (folded_x - x), y + self.fold * (folded_y - y)
        if self.petal > 0.02:
            x, y = self._petals(x, y)
        return x * self.scale + self.offset[0], y * (self.squash * self.scale) + self.offset[1]

    def _petals(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        radius = np.sqrt(x * x + y * y + 1e-6)
        angle = np.arctan2(y, x) + self.petal_turn + radius * self.petal_twist
        petal = np.abs((angle * (_PETALS / (2 * math.pi))) % 1 - 0.5) * 2
        keep, take = 1 - self.petal, self.petal
        return x * keep + take * radius * petal, y * keep + take * (radius * 1.3 - 0.35 * petal * petal)


def kaleidoscope(x: Floats, y: Floats, angle: float, offset: float) -> tuple[Floats, Floats]:
    """The plane folded over itself four times, each fold smaller and turned a little further."""
    for i in range(4):
        x, y = np.abs(x) - offset, np.abs(y) - offset * 0.8
        cos, sin = math.cos(angle + i * 0.35), math.sin(angle + i * 0.35)
        x, y = cos * x - sin * y, sin * x + cos * y
        offset *= 0.62
    return x, y


def texels_per_unit(freq: float) -> float:
    """How much of a tile a picture spans; ``freq`` in [-1, 1] is an octave either way."""
    return tiles.SIDE / 2 * 0.62 * math.exp2(freq)
