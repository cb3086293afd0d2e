"""Water: light under it, the mirror it is, and rain."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.canvas import Layers, enlarged
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Rows, Scene
from dreamwindow.engines.procedural.style import Floats

_RAY_STEP = 4


def caustic(scene: Scene) -> Paint:
    """Under water: a net of light, and rays that fall from above."""
    amount, rays = scene.style.motif("caustic"), _ray_texels(scene)

    def paint(band: Band) -> None:
        layers = band.layers
        across = enlarged(rays, scene.canvas, band.rows.top, band.rows.bottom)
        ray = tiles.look(scene.near, across, np.full_like(across, 9.0))[..., 1]
        net = 0.62 * np.exp((np.abs(band.near[1]) + np.abs(band.near[3]) * 0.5) * -6.5)
        shaft = 0.40 * np.clip(ray - 0.2, 0.0, 2.0) * (1 - band.rows.down)
        layers.light[:] += (net + shaft) * (amount * np.clip(1.15 - band.rows.down, 0.0, 1.0))
        layers.tone[:] = layers.tone * (1 - 0.6 * amount) + 0.6 * amount * (0.88 - 0.80 * band.rows.down)

    return paint


def _ray_texels(scene: Scene) -> Floats:
    """Which ray a place lies in, (h / 4, w / 4): all rays come from one point above the picture."""
    canvas = scene.canvas
    x, y = canvas.columns(_RAY_STEP), canvas.rows(_RAY_STEP)
    return x / (y / canvas.half_height + 1.7) * 70 + 30 * scene.layout[15]


def mirror(scene: Scene, whole: Layers) -> PaintRows:
    """Everything above the waterline, upside down, through ripples. Paints only below it; reads only above it."""
    canvas, g, amount = scene.canvas, scene.layout, scene.style.motif("water")
    land = scene.style.excess("ridge") > 0.02 or scene.style.excess("city") > 0.02
    line = max(scene.horizon + 0.05, 0.55) if land else scene.horizon
    row = int(line * canvas.height)
    above = whole.part(0, row)

    def paint(rows: Rows) -> None:
        if rows.bottom <= row:
            return
        first = max(row, rows.top)
        cut, y = slice(first - rows.top, None), canvas.rows()[first : rows.bottom]
        under = canvas.down(y) - line
        depth = np.maximum(under, 1e-3)
        near = 1 / (depth * 3.2 + 0.06)
        ripple = tiles.look(scene.near, rows.x * near * 9 + 30 * g[40], near * 52 + 60 * g[41])
        sway, swell, glint = cv2.split(ripple)[:3]
        u = np.arange(canvas.width, dtype=np.float32) + sway * (depth * (canvas.unit * 0.05))
        places = np.arange(first, rows.bottom, dtype=np.float32)[:, None]
        v = 1.92 * line * canvas.height - 0.92 * places + swell * (depth * 0.30 + 0.004) * (canvas.height * 0.42)
        np.minimum(v, row - 1.0, out=v)
        seen = Layers(*(_reflected(layer, u, v) for layer in (above.tone, above.ink, above.light)))
        mask = np.clip(under * (canvas.height * 0.5), 0.0, 1.0) * amount
        sparkle = np.clip(glint + swell * 0.6 - 1.25, 0.0, 1.0) * np.clip(1.2 - depth * 2, 0.0, 1.0)
        tone, ink, light = rows.layers.tone[cut], rows.layers.ink[cut], rows.layers.light[cut]
        tone += (seen.tone * 0.80 - 0.02 + swell * 0.055 - depth * 0.22 - tone) * mask
        ink += (seen.ink - ink) * mask
        light += (seen.light * 0.72 + sparkle * 0.35 * (0.4 + seen.tone) - light) * mask

    return paint


def _reflected(layer: Floats, u: Floats, v: Floats) -> Floats:
    return np.asarray(cv2.remap(layer, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101), np.float32)


def rain(scene: Scene) -> PaintRows:
    """Streaks, a little aslant."""
    amount, fall = 0.28 * scene.style.excess("rain"), 50 * scene.layout[42]

    def paint(rows: Rows) -> None:
        streaks = tiles.look(tiles.stars(), rows.x * 150 + rows.y * 14, rows.y * 9 + fall + rows.x * 37)
        rows.layers.light[:] += amount * streaks

    return paint
