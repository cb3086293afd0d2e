"""Moving water: waves with foam, a waterfall."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.style import Floats

_WAVES = 8


def wave(scene: Scene) -> Paint:
    """Swells behind swells, each with a crest that light comes through, foam along it and streaks below."""
    amount, canvas, near = scene.style.presence("wave"), scene.canvas, scene.near
    numbers, x = scene.gaussians("wave", _WAVES, 4).tolist(), canvas.columns()[0]
    crests = [_crest(scene, i / (_WAVES - 1), own, x) for i, own in enumerate(numbers)]
    first_rows = [max(0, int((float(c.min()) - 0.03) * canvas.height)) for c in crests]

    def paint(band: Band) -> None:
        for i, (crest, first) in enumerate(zip(crests, first_rows, strict=True)):
            if first >= band.rows.bottom:
                continue
            rows, d = slice(max(0, first - band.rows.top), None), i / (_WAVES - 1)
            down, noise, fine = band.rows.down[rows], band.near[1][rows], band.detail[rows]
            below = down - crest + (0.003 + 0.006 * d) * noise
            mask = np.clip(below * (canvas.height / 1.5) + 0.5, 0.0, 1.0) * amount
            under = np.maximum(below, 0.0)
            streaks = near.at(band.rows.x * (40 - 18 * d) + 30 * i, under * (420 - 220 * d) + 17 * i)
            body = 0.58 - 0.24 * d - 0.55 * np.minimum(under * (2.6 - 1.4 * d), 0.55)
            body = body + 0.30 * np.exp(under * (-26 + 12 * d)) + 0.055 * streaks[..., 1] * (0.4 + d)
            edge = np.exp(under * (-150 + 95 * d)) * np.clip(0.8 + 0.5 * noise + 0.12 * fine, 0.0, 1.5)
            lace = np.clip(streaks[..., 2] + 0.15 * fine - 1.0, 0.0, 1.0) * np.exp(under * (-14 + 6 * d))
            foam = np.minimum(edge + lace, 1.0)
            layers = band.layers
            layers.tone[rows] += (body + (0.97 - body) * foam - layers.tone[rows]) * mask
            layers.ink[rows] += (0.15 + 0.55 * d - 0.3 * foam - layers.ink[rows]) * mask * 0.8
            layers.light[rows] *= 1 - mask * 0.92
            layers.light[rows] += mask * foam * 0.22

    return paint


def _crest(scene: Scene, nearness: float, own: list[float], x: Floats) -> Floats:
    """Upper edge in ``down``, (w,): sharp crests and round troughs, as deep water has them."""
    base = scene.horizon - 0.06 + (1.02 - scene.horizon) * nearness**1.3
    length, height = 9.0 - 6.2 * nearness, 0.012 + 0.115 * nearness
    phase = x * length / 2 + 2.2 * own[0] + 0.5 * scene.near.along(int(40 + 20 * nearness), 2, x * 30 + 9 * own[1])
    swell = (1 - np.abs(np.sin(phase))) ** 1.7
    roll = 0.35 * scene.near.along(int(90 + 30 * nearness), 1, x * 16 + 40 * own[2])
    return np.asarray(base - height * (1 + 0.3 * math.tanh(own[3])) * (swell + roll), np.float32)


def fall(scene: Scene) -> Paint:
    """A waterfall between cliffs, its foot lost in spray."""
    amount, g, near, canvas = scene.style.presence("fall"), scene.layout, scene.near, scene.canvas
    centre, foot = 0.35 * math.tanh(g[60]), 0.80
    down = canvas.down(canvas.rows())[:, 0]
    wide = 0.24 + 0.16 * down * down
    left = centre - wide - 0.06 * near.along(23, 0, down * 55) - 0.02 * near.along(5, 1, down * 400)
    right = centre + wide + 0.06 * near.along(43, 1, down * 55) + 0.02 * near.along(6, 2, down * 400)

    def paint(band: Band) -> None:
        rows, layers, part = band.rows, band.layers, slice(band.rows.top, band.rows.bottom)
        inside = np.minimum(rows.x - left[part, None], right[part, None] - rows.x)
        water = np.clip(inside * (canvas.unit / 5) + 0.5, 0.0, 1.0)
        hang = near.at(rows.x * 62 + 40 * g[61] + 2 * band.near[0], rows.down * 26 + 20 * g[62])
        fine = near.at(rows.x * 170 + 3 * band.near[1], rows.down * 16 + 50 * g[62])
        stream = (
            0.72
            + 0.09 * np.tanh(hang[..., 0])
            + 0.11 * np.tanh(fine[..., 1])
            - 0.22 * np.exp(np.maximum(inside, 0.0) * -22)
        )
        strata = near.at(rows.x * 26 + 30 + 0.2 * band.bend[0], rows.down * 34 + 9 * rows.x)
        cracks = near.at(rows.x * 90 + 50, rows.down * 22)[..., 3]
        away = np.clip(-inside, 0.0, 1.5)
        ledge = np.abs((rows.down * 3.5 + 0.8 * strata[..., 2] + 0.6 * rows.x) % 1 - 0.5)
        rock = 0.24 + 0.11 * strata[..., 1] + 0.16 * ledge - 0.10 * np.exp(np.abs(cracks) * -7) - 0.14 * away
        tone = rock + (stream - rock) * water
        spray = np.exp(-((np.maximum(foot - rows.down, 0.0) * 6.5) ** 2)) * np.exp(-((rows.x - centre) ** 2) * 1.6)
        tone = tone + (0.90 + 0.05 * band.near[0] - tone) * spray * np.clip(0.80 + 0.25 * band.near[2], 0.0, 1.0)
        layers.tone[:] += (tone - layers.tone) * amount
        layers.ink[:] += (0.70 + 0.16 * strata[..., 3] - 0.65 * np.maximum(water, spray) - layers.ink) * amount * 0.85
        layers.light[:] = layers.light * (1 - 0.9 * amount) + amount * (
            0.10 * water * np.clip(hang[..., 0], 0, 2) + 0.16 * spray
        )

    return paint
