"""Weather: rain, snow, lightning."""

from __future__ import annotations

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Rows, Scene

_FLAKES = ((150.0, 0.9), (80.0, 0.8), (34.0, 0.5))
"""Texels of the star texture along one unit, and brightness: far, middle and near flakes."""
_BOLTS = ((0.0, 0.95, 1.0), (0.25, 0.75, 0.5), (0.40, 0.80, 0.4), (0.10, 0.55, 0.35))
"""Where a bolt begins and ends in ``down``, and how bright: the trunk and its branches."""


def rain(scene: Scene) -> PaintRows:
    """Streaks, a little aslant, near and far."""
    amount, fall = scene.style.excess("rain"), 50 * scene.layout[42]

    def paint(rows: Rows) -> None:
        drops = tiles.stars()
        far = drops.at(rows.x * 300 + rows.y * 20, rows.y * 15 + fall + rows.x * 61)
        middle = drops.at(rows.x * 150 + rows.y * 11 + 90, rows.y * 7 + 1.3 * fall + rows.x * 37)
        near = drops.at(rows.x * 64 + rows.y * 5 + 200, rows.y * 3.2 + 1.6 * fall + rows.x * 21)
        rows.layers.light[:] += amount * (0.20 * far + 0.26 * middle + 0.24 * near)

    return paint


def snow(scene: Scene) -> PaintRows:
    """Flakes at three distances, the near ones large and soft."""
    amount, g = scene.style.excess("snow"), scene.layout

    def paint(rows: Rows) -> None:
        for i, (scale, bright) in enumerate(_FLAKES):
            x, y = rows.x * scale + 90 * g[56] + 11 * i, rows.y * scale + 120 * g[57] + 57 * i
            flakes = tiles.stars().at(x + 4 * np.sin(y * 0.06), y)
            rows.layers.light[:] += (amount * bright) * np.minimum(flakes, 1.0)

    return paint


def bolt(scene: Scene) -> Paint:
    """A bolt that forks, and the sky that it lights."""
    amount, g, canvas, near = scene.style.excess("bolt"), scene.layout, scene.canvas, scene.near
    y = canvas.down(canvas.rows())[:, 0]
    path = 0.30 * near.along(17, 0, y * 60 + 50 * g[58]) + 0.10 * near.along(33, 1, y * 260)
    path += 0.025 * near.along(51, 2, y * 900) + 0.45 * g[59]
    forks = []
    for i, (start, _, _) in enumerate(_BOLTS):
        root = path[min(len(path) - 1, int(start * len(path)))]
        apart = 0.10 * near.along(70 + i, 3, y * 300) + (-1) ** i * 0.9 * (y - start)
        apart -= apart[min(len(path) - 1, int(start * len(path)))]
        forks.append(path if i == 0 else root + apart)

    def paint(band: Band) -> None:
        rows, light, part = band.rows, band.layers.light, slice(band.rows.top, band.rows.bottom)
        for (start, end, bright), fork in zip(_BOLTS, forks, strict=True):
            off = np.abs(rows.x - fork[part, None])
            there = amount * bright * np.clip((rows.down - start) * 30, 0, 1) * np.clip((end - rows.down) * 5, 0, 1)
            light += there * (0.95 * np.exp(off * -130) + 0.26 * np.exp(off * -9))
        flash = np.exp(np.abs(rows.x - path[part, None]) * -1.4) * np.clip(1 - rows.down, 0.0, 1.0)
        band.layers.tone[:] += 0.16 * amount * flash * (0.6 + 0.5 * band.near[0])

    return paint
