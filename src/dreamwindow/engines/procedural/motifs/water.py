"""Still water: the mirror it is."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.engines.procedural.canvas import Layers
from dreamwindow.engines.procedural.scene import PaintRows, Rows, Scene
from dreamwindow.engines.procedural.style import Floats


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
        ripple = scene.near.at(rows.x * near * 9 + 30 * g[40], near * 52 + 60 * g[41])
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
