"""Places to be in: a nave of pointed arches, a cave."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Rows, Scene
from dreamwindow.engines.procedural.style import Floats

_HALF, _CURVE, _FLOOR = 0.62, 0.45, 0.62
"""The arch of size 1: half its width, how pointed it is, how far down its floor is from where the curve springs."""
_MOUTHS = 5


def arch(scene: Scene) -> Paint:
    """Arches within arches, down to a light at the end; windows colour the walls, the floor shines."""
    amount, g = scene.style.presence("arch"), scene.layout
    centre_x, centre_y = 0.16 * math.tanh(g[33]), 0.10 + 0.05 * math.tanh(g[34])
    walk = 0.8 * g[35]

    def paint(band: Band) -> None:
        rows, layers = band.rows, band.layers
        x, y = np.abs(rows.x - centre_x), rows.y - centre_y
        size, side, floor = _arch_size(x, y)
        depth = 1 / size
        bay = (depth * 1.15 + walk) % 1
        far = np.exp(depth * -0.42)
        pillar = smoothstep(0.0, 0.05, bay) * (1 - smoothstep(0.20, 0.26, bay))
        groove = 0.5 + 0.5 * np.cos(bay * (2 * math.pi / 0.065))
        stone = 0.22 + 0.36 * pillar * (0.75 + 0.25 * groove) + 0.04 * band.near[1] + 0.34 * (1 - far)
        above = side & (y < 0)
        tall = np.abs(y * depth + 0.10)
        glass = (
            smoothstep(0.0, 0.10, np.minimum((bay - 0.42) * 2.2, (0.86 - bay) * 2.2))
            * smoothstep(0.0, 0.06, 0.26 - tall)
            * side
        )
        shine = np.exp(((rows.x - centre_x) * depth) ** 2 * -9)
        ground = 0.20 + 0.30 * (1 - far) + 0.40 * shine * (0.6 + 0.2 * band.near[2]) + 0.08 * pillar
        tone = np.where(floor, ground, stone * np.where(above, 0.92, 1.0))
        pane = 0.45 + 0.40 * np.sin(tall * 60) * np.sin(bay * 50)
        layers.tone[:] += (tone + (0.55 + 0.2 * pane - tone) * glass - layers.tone) * amount
        hue = np.where(floor, 0.15, 0.25 + 0.2 * (1 - far)) + glass * (
            0.35 + 0.3 * np.sin(np.floor(depth * 1.15 + walk) * 2.1)
        )
        layers.ink[:] += (hue - layers.ink) * amount * 0.9
        end = 0.95 * np.exp(size * -9) + 0.30 * np.exp(size * -2.4)
        fall = np.clip(scene.near.at((rows.x - 0.75 * rows.y) * 15, 15 + 0 * tone)[..., 0], 0, 2) * (rows.down < 0.95)
        layers.light[:] = layers.light * (1 - amount) + amount * (
            end + 0.42 * glass + 0.10 * fall * (1 - 0.6 * rows.down)
        )

    return paint


def _arch_size(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """The size of the arch through each place, whether that is its wall or curve, and whether it is floor.

    Above the spring an arch of size N is a circle of radius (half + curve) N around the point curve N beyond the axis,
    which is a quadratic equation for N.
    """
    rest = (_HALF + _CURVE) ** 2 - _CURVE**2
    curved = (_CURVE * x + np.sqrt((_CURVE * x) ** 2 + rest * (x * x + y * y))) / rest
    wall, ground = x / _HALF + 0 * y, y / _FLOOR + 0 * x
    floor = ground > wall
    below = np.maximum(wall, ground)
    return np.maximum(np.where(y < 0, curved, below), 0.02), ~floor, floor & (y >= 0)


def cave(scene: Scene) -> PaintRows:
    """The mouth of a cave: walls one within the other, the outermost black; stone hangs from above."""
    amount, g, near = scene.style.presence("cave"), scene.layout, scene.near
    centre_x, centre_y = 0.20 * math.tanh(g[36]), 0.08 * math.tanh(g[37])

    def paint(rows: Rows) -> None:
        x, y = (rows.x - centre_x) / scene.canvas.half_width, (rows.y - centre_y) / scene.canvas.half_height
        radius, angle = np.hypot(x, y * 1.12), np.arctan2(y, x + 0 * y) * (tiles.SIDE / (2 * math.pi))
        for i in range(_MOUTHS):
            nearness, line = i / (_MOUTHS - 1), np.full_like(angle, 13.0 * i + 5)
            broad = near.at(angle + 40 * g[38 + i], line)[..., i % 4]
            teeth = near.at(angle * 5 + 77 * i, line)[..., (i + 1) % 4]
            hang = 0.10 * np.clip(teeth, 0.0, 2.0) * np.clip(-y * 1.6, 0.0, 1.0)
            edge = radius - (0.46 + 0.13 * i) * (1 + 0.14 * broad) + hang * (0.5 + nearness) + 0.012 * teeth
            mask = np.clip(edge * (scene.canvas.unit / 5) + 0.5, 0.0, 1.0) * amount
            rim = np.exp(np.maximum(edge, 0.0) * -13)
            tone = 0.30 * (1 - nearness) + 0.02 + (0.26 - 0.16 * nearness) * rim + 0.02 * teeth
            layers = rows.layers
            layers.tone[:] += (tone - layers.tone) * mask
            layers.ink[:] += (0.55 + 0.4 * nearness - layers.ink) * mask
            layers.light[:] *= 1 - mask * 0.96

    return paint
