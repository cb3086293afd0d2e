"""What is up there: aurora, stars, a sun or moon, birds."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet

_BIRDS = 13


def aurora(scene: Scene) -> Paint:
    """Curtains of light that hang from a wavering edge."""
    amount, g, near = scene.style.motif("aurora"), scene.layout, scene.near
    x = scene.canvas.columns()[0] * scene.scale
    edge = 0.34 + 0.10 * near.along(3, 0, x * 0.5 + 60 * g[8]) + 0.02 * near.along(9, 1, x * 2)

    def paint(band: Band) -> None:
        above = edge[None] - band.rows.down
        streaks = near.at(x[None] * 2.2 + band.bend[0] * 0.6, 30 + band.bend[1] * 0.1)[..., 2]
        fade = np.exp(np.where(above > 0, above * -4.5, np.maximum(above, -1.0) * 30))
        curtain = fade * np.clip(0.55 + 0.45 * streaks, 0.05, 1.4)
        band.layers.tone[:] = band.layers.tone * (1 - 0.35 * amount) + amount * (0.02 + 0.60 * curtain)
        band.layers.ink[:] += amount * curtain * above
        band.layers.light[:] += amount * 0.22 * curtain * curtain

    return paint


def star(scene: Scene) -> Paint:
    """Points of light, thinner where the clouds are, none below the horizon."""
    amount, g, horizon = scene.style.excess("star"), scene.layout, scene.horizon

    def paint(band: Band) -> None:
        points = tiles.stars().at(band.rows.x * 190 + 90 * g[9], band.rows.y * 190 + 90 * g[10])
        night = amount * (1 - smoothstep(0.75 * horizon, horizon * 1.05, band.rows.down) * scene.scenic)
        band.layers.light[:] += points * np.clip(0.9 + 0.5 * band.near[3], 0.1, 2.0) * night

    return paint


def orb(scene: Scene) -> Paint:
    """A sun or a moon, and the air that it lights."""
    amount, g, canvas = scene.style.motif("orb"), scene.layout, scene.canvas
    centre_x = 0.50 * math.tanh(g[11]) * canvas.half_width
    centre_y = (scene.horizon - 0.70 + 0.10 * math.tanh(g[12])) * 2 * canvas.half_height
    radius = 0.17 * (1 + 0.3 * math.tanh(g[13]))

    def paint(band: Band) -> None:
        square = (band.rows.x - centre_x) ** 2 + (band.rows.y - centre_y) ** 2
        distance = np.sqrt(square)
        disc = np.clip((radius - distance) * (canvas.unit / 3), 0.0, 1.0)
        halo = np.exp(np.maximum(distance - radius, 0.0) * -3.2)
        band.layers.light[:] += amount * (0.95 * disc + 0.42 * halo)
        band.layers.tone[:] += amount * 0.28 * np.exp(square * -1.6)

    return paint


def bird(scene: Scene) -> Paint:
    """A flock far off, wings raised by as much as the latent says."""
    amount, g, sheet = scene.style.presence("bird"), scene.layout, Sheet(scene.canvas)
    middle = np.array(
        [0.4 * math.tanh(g[39]) * scene.canvas.half_width, (2 * scene.horizon - 1.75) * scene.canvas.half_height]
    )
    for across, up, size, raised in scene.gaussians("bird", _BIRDS, 4).tolist():
        span = 0.034 + 0.012 * math.tanh(size)
        lift = span * (0.45 + 0.35 * math.tanh(raised))
        place = middle + np.array([0.42 * across, 0.17 * up])
        wing = np.array([[0.0, 0.0], [0.45 * span, -lift], [span, -0.25 * lift]])
        outline = np.concatenate([wing, wing[:0:-1] * [0.93, 0.80] + [0.0, 0.14 * span]])
        for side in (-1, 1):
            sheet.polygon(place + outline * [side, 1], Matter(0.08, 0.5))
    return lambda band: sheet.lay(band.rows, amount)
