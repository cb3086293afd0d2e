"""Facets: a plane cut into cells with glowing seams."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.scene import Band, Paint, Scene, rows_of
from dreamwindow.engines.procedural.space import kaleidoscope
from dreamwindow.engines.procedural.style import Floats

_CELLS = 40
_STEP = 2


def facet(scene: Scene) -> Paint:
    """A power diagram, each cell a tilted plane of one word's colour. Cells are found at half resolution."""
    amount, key = scene.style.motif("facet"), scene.style.knob("key")
    shade, seam, ink = _cells(scene)

    def paint(band: Band) -> None:
        layers, gap = band.layers, rows_of(seam, scene, band.rows)
        layers.tone[:] *= 1 - 0.66 * amount
        layers.tone[:] += amount * 0.66 * (0.50 + 0.12 * key + rows_of(shade, scene, band.rows))
        layers.ink[:] *= 1 - 0.85 * amount
        layers.ink[:] += 0.85 * amount * (0.5 + 0.5 * rows_of(ink, scene, band.rows))
        layers.light[:] += amount * (0.50 * np.exp(gap * -70) + 0.14 * np.exp(gap * -9))

    return paint


def _cells(scene: Scene) -> tuple[Floats, Floats, Floats]:
    """Shade, distance to the nearest seam and ink of every cell, (h / 2, w / 2) each."""
    z = scene.latent
    sites = np.tanh(z[1, :_CELLS, :3] * 0.8) * (_extent(scene.canvas) * np.float32(1.15))
    x, y = _plane(scene)
    plane, seam, cell = _power_diagram(x, y, sites)
    random = z[2, :_CELLS, :4]
    tilt = (x - sites[cell, 0]) * random[cell, 1] + (y - sites[cell, 1]) * random[cell, 2]
    shade = random[cell, 0] * 0.22 + tilt * 0.55 + 0.35 * plane
    return shade, seam, cv2.blur(np.tanh(random[cell, 3] * 1.2), (3, 3))


def _extent(canvas: Canvas) -> Floats:
    return np.array([canvas.half_width, canvas.half_height, 1.0], np.float32)


def _plane(scene: Scene) -> tuple[Floats, Floats]:
    canvas, g = scene.canvas, scene.layout
    x, y = canvas.columns(_STEP), canvas.rows(_STEP)
    folded = min(1.0, max(0.0, (scene.style.excess("fold") - 0.6) / 0.3))
    if folded:
        far_x, far_y = kaleidoscope(x, y, 0.55 + 0.25 * g[1], 0.35 + 0.12 * g[2])
        x, y = x + folded * (far_x - x), y + folded * (far_y - y)
    shape = (canvas.height // _STEP, canvas.width // _STEP)
    return np.array(np.broadcast_to(x, shape)), np.array(np.broadcast_to(y, shape))


def _power_diagram(x: Floats, y: Floats, sites: Floats) -> tuple[Floats, Floats, Floats]:
    """Height of the highest plane, its lead over the second, and whose it is: Voronoi as a maximum of planes."""
    first, second = np.full(x.shape, -1e9, np.float32), np.full(x.shape, -1e9, np.float32)
    cell, plane, lower = np.zeros(x.shape, np.uint8), np.empty_like(first), np.empty_like(first)
    for i, (a, b, weight) in enumerate(sites.tolist()):
        np.add(x * (2 * a), y * (2 * b) - (a * a + b * b - 0.15 * weight), out=plane)
        np.copyto(cell, i, where=plane > first)
        cv2.max(second, cv2.min(first, plane, dst=lower), dst=second)
        cv2.max(first, plane, dst=first)
    return first - (x * x + y * y), first - second, cell
