"""Under water: light that falls from the surface, and kelp."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas, enlarged
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet, ribbon
from dreamwindow.engines.procedural.style import Floats

_RAY_STEP = 4
_STRANDS = 8


def caustic(scene: Scene) -> Paint:
    """A bright surface above, shafts that fan out from it, a net of light, darkness below."""
    amount, g, canvas = scene.style.motif("caustic"), scene.layout, scene.canvas
    fan = _fan(canvas)

    def paint(band: Band) -> None:
        layers, down = band.layers, band.rows.down
        across = enlarged(fan, canvas, band.rows.top, band.rows.bottom)
        broad = scene.near.at(across * 22 + 30 * g[15], np.full_like(across, 9.0))[..., 1]
        fine = scene.near.at(across * 75 + 30 * g[16], np.full_like(across, 40.0))[..., 2]
        shaft = np.clip(0.33 * np.tanh(broad) + 0.28 * fine + 0.06, 0.0, 1.0) * np.clip(1.1 - down, 0.0, 1.0) ** 1.3
        net = 0.40 * np.exp((np.abs(band.near[1]) + np.abs(band.near[3]) * 0.5) * -6.5) * np.clip(1.0 - down, 0.0, 1.0)
        far = np.maximum(0.20 - down, 0.004)
        ripple = scene.near.at(band.rows.x * (4 / far) + 60 * g[17], 5 / far + 0 * band.rows.x)
        surface = np.clip(ripple[..., 0] + 0.5 * ripple[..., 1] + 0.3, 0.0, 1.5) * np.clip((0.20 - down) * 6, 0.0, 1.0)
        layers.light[:] += np.minimum(net + 0.62 * shaft + 0.24 * surface, 0.6) * amount
        layers.tone[:] = layers.tone * (1 - 0.72 * amount) + 0.72 * amount * (0.78 - 0.70 * down)
        layers.ink[:] = layers.ink * (1 - 0.88 * amount) + 0.88 * amount * 0.10

    return paint


def _fan(canvas: Canvas) -> Floats:
    """Which shaft a place lies in, (h / 4, w / 4): all come from one point above the picture."""
    x, y = canvas.columns(_RAY_STEP), canvas.rows(_RAY_STEP)
    return (x - 0.25) / (y / canvas.half_height + 1.9)


def kelp(scene: Scene) -> PaintRows:
    """Strands that reach for the surface and sway, leaves on both sides."""
    amount, canvas, sheet = scene.style.presence("kelp"), scene.canvas, Sheet(scene.canvas)
    green, numbers = scene.style.ink_like(-0.1, 0.06), scene.gaussians("kelp", _STRANDS, 5).tolist()
    t = np.linspace(0, 1, 22)
    for i, (across, tall, sway, phase, tone) in enumerate(numbers):
        nearness = i / (_STRANDS - 1)
        side = -1 if i % 2 else 1
        x = side * (1.02 - 0.55 * abs(math.tanh(across)) * (1 - 0.4 * nearness)) * canvas.half_width
        height = (1.1 + 0.35 * math.tanh(tall)) * canvas.half_height
        lean = (0.09 + 0.05 * math.tanh(sway)) * np.sin(t * 7 + 2 * phase) * t
        spine = np.stack([x + lean, canvas.half_height * 1.05 - t * height], axis=1)
        matter = Matter(0.34 - 0.24 * nearness + 0.03 * math.tanh(tone), green)
        sheet.polygon(ribbon(spine, (0.020 + 0.014 * nearness) * (1 - 0.7 * t)), matter)
        node = np.arange(2, 21)
        angles = 0.9 * (-1.0) ** node + 0.25 * np.sin(node + phase)
        leaves = _leaves(spine[node], (0.10 + 0.07 * nearness) * (1 - 0.5 * t[node]), angles)
        sheet.polygons(leaves, [matter] * len(node))
    return lambda rows: sheet.lay(rows, amount)


def _leaves(roots: Floats, lengths: Floats, angles: Floats) -> Floats:
    """Outlines (k, 14, 2) of leaves that droop."""
    t = np.linspace(0, 1, 7)
    up, droop = np.cos(angles)[:, None] * t, 0.3 * t**2
    spines = np.stack([np.sin(angles)[:, None] * t, droop - up], axis=-1) * lengths[:, None, None]
    widths = 0.30 * lengths[:, None] * np.sin(math.pi * (0.12 + 0.88 * t) ** 0.8)
    return roots[:, None] + ribbon(spines, widths)
