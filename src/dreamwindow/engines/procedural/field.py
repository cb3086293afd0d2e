"""The field: noise bent by noise bent by noise (domain warping, Quilez 2002).

q and r, the first two bends, are at a quarter of the resolution; the last look-up is at full resolution, band by band.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.canvas import Canvas, Layers, enlarged
from dreamwindow.engines.procedural.scene import Band, Rows, Scene
from dreamwindow.engines.procedural.space import Space
from dreamwindow.engines.procedural.style import Floats
from dreamwindow.engines.procedural.texture import Texture

STEP = 4
"""Pixels between the places where q and r are known."""
_Q_SCALE, _R_SCALE = 0.55, 0.8
_Q_BEND, _R_BEND = 9.0, 13.0


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The bends of one scene, and where its pictures lie on the tiles."""

    scene: Scene
    space: Space
    bend: tuple[Floats, Floats]
    """Texels by which the last look-up is displaced in x and y, (h / 4, w / 4) each."""
    patches: Floats
    """Which word colours where, before squashing, (h / 4, w / 4)."""
    detail_weight: float

    def band(self, top: int, bottom: int, layers: Layers) -> Band:
        """The rows from ``top`` to ``bottom``, ready to be drawn on."""
        scene, canvas = self.scene, self.scene.canvas
        rows = Rows.of(canvas, top, bottom, layers)
        bend = (enlarged(self.bend[0], canvas, top, bottom), enlarged(self.bend[1], canvas, top, bottom))
        u, v = self.space.texels(rows.x, rows.y)
        u, v = u + bend[0], v + bend[1]
        a, b, c, d = cv2.split(scene.near.at(u, v))
        detail = tiles.detail().at(u * 2, v * 2)
        return Band(rows, u, v, bend, (a, b, c, d), detail)


def field(scene: Scene, far: Texture) -> Field:
    """Bend the texture ``far`` by itself, twice."""
    style, canvas = scene.style, scene.canvas
    space = Space.of(scene)
    warp = math.exp(0.9 * style.knob("warp"))
    u, v = (
        np.array(np.broadcast_to(c, _quarter(canvas))) for c in space.texels(canvas.columns(STEP), canvas.rows(STEP))
    )
    q = far.at(u * _Q_SCALE, v * _Q_SCALE)
    reach = _Q_BEND * warp
    r = far.at(u * _R_SCALE + reach * q[..., 0], v * _R_SCALE + reach * q[..., 1])
    bend = (r[..., 2] * (_R_BEND * warp), r[..., 3] * (_R_BEND * warp))
    patches = (r[..., 0] + 0.6 * q[..., 2]) * 1.1
    return Field(scene, space, bend, patches, 0.06 + 0.10 * max(0.0, style.knob("rough")))


def _quarter(canvas: Canvas) -> tuple[int, int]:
    return canvas.height // STEP, canvas.width // STEP
