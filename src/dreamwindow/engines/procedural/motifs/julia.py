"""A Julia set (Gaston Julia 1918): the plane, coloured by how soon z -> z² + c flees it."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.scene import Band, Paint, Scene, rows_of
from dreamwindow.engines.procedural.style import Floats

_STEP, _TURNS = 2, 26
_RADIUS, _FROM = 0.77, 2.87
"""c lies on a circle on which every set is a filigree; it moves along it with the latent."""


def julia(scene: Scene) -> Paint:
    """Filigree at half resolution: tone from the flight, ink from how near the orbit came to 0."""
    amount = scene.style.presence("julia")
    flight, nearest = _orbits(scene)

    def paint(band: Band) -> None:
        layers = band.layers
        escaped, trap = rows_of(flight, scene, band.rows), rows_of(nearest, scene, band.rows)
        inside = smoothstep(0.93, 0.99, escaped)
        outer = 0.04 + 0.86 * escaped**1.3 + 0.04 * band.near[0]
        tone = outer + (0.16 + 0.70 * np.exp(trap * -3.2) - outer) * inside
        layers.tone[:] += (tone - layers.tone) * amount
        layers.ink[:] += (0.5 + 0.48 * np.cos(3.1 * trap + 4.0 * escaped) - layers.ink) * amount
        rim = escaped**6 * (1 - inside)
        layers.light[:] = layers.light * (1 - 0.8 * amount) + amount * (0.60 * rim + 0.30 * np.exp(trap * -22))

    return paint


def _orbits(scene: Scene) -> tuple[Floats, Floats]:
    """How far along the way each place got before it fled, in [0, 1], and the least distance of its orbit from 0."""
    canvas, g = scene.canvas, scene.layout
    angle, lean, zoom = _FROM + 0.22 * math.tanh(1.5 * g[33]), 0.5 * g[34], 1.16 + 0.12 * math.tanh(g[35])
    c_x, c_y = _RADIUS * math.cos(angle), _RADIUS * math.sin(angle)
    x, y = canvas.columns(_STEP) * zoom, canvas.rows(_STEP) * zoom
    u, v = x * math.cos(lean) - y * math.sin(lean), x * math.sin(lean) + y * math.cos(lean)
    weight, fled = np.zeros_like(u), np.ones_like(u)
    nearest = np.full_like(u, 4.0)
    for _ in range(_TURNS):
        uu, vv = u * u, v * v
        square = uu + vv
        np.minimum(nearest, square, out=nearest)
        np.minimum(fled, np.clip((16 - square) * (1 / 12), 0.0, 1.0), out=fled)  # 1 within, 0 without, smooth between
        weight += fled
        v = np.clip(2 * u * v + c_y, -40.0, 40.0)
        u = np.clip(uu - vv + c_x, -40.0, 40.0)
    return np.sqrt(weight * (1 / _TURNS)), np.sqrt(nearest)
