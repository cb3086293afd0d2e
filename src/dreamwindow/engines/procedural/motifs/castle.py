"""A castle on its rock: walls, towers with pointed roofs, windows that are lit."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Paint, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet
from dreamwindow.engines.procedural.style import Floats

_TOWERS = 13
_SEED = 1066


def castle(scene: Scene) -> Paint:
    """The far towers first, the tallest in the middle; the rock falls away on both sides."""
    amount, g, sheet = scene.style.presence("castle"), scene.layout, Sheet(scene.canvas)
    own, fixed = scene.gaussians("castle", _TOWERS, 4), generator(_SEED).random((_TOWERS, 4))
    middle = 0.30 * math.tanh(g[33]) * scene.canvas.half_width
    ground = (2 * scene.horizon - 1) * scene.canvas.half_height + 0.10
    for i in sorted(range(_TOWERS), key=lambda i: -abs(i - _TOWERS // 2) + 20 * (i % 2)):
        near = 1 - i % 2
        away = (i - _TOWERS // 2) / (_TOWERS // 2)
        x = middle + 0.42 * away + 0.02 * math.tanh(own[i, 0])
        tall = (0.62 - 0.40 * abs(away)) * (0.80 + 0.35 * fixed[i, 0]) * (1 + 0.08 * math.tanh(own[i, 1]))
        width = 0.055 + 0.035 * fixed[i, 1]
        _tower(sheet, np.array([x, ground]), width, tall, Matter(0.10 + 0.13 * (1 - near), 0.55), fixed[i])
    _wall(sheet, middle, ground, Matter(0.09, 0.55))
    _rock(sheet, middle, ground, own[:, 3], Matter(0.06, 0.6))
    return lambda band: sheet.lay(band.rows, amount)


def _tower(sheet: Sheet, foot: Floats, width: float, tall: float, matter: Matter, fixed: Floats) -> None:
    top, half = foot - np.array([0, tall]), width / 2
    shaft = np.array([[-half, tall + 0.1], [-half, 0], [half, 0], [half, tall + 0.1]])
    sheet.polygon(top + shaft, matter)
    eaves, peak = half * 1.45, width * (1.6 + 1.2 * fixed[2])
    sheet.polygon(top + np.array([[-eaves, 0.0], [0.0, -peak], [eaves, 0.0]]), Matter(matter.tone * 0.6, 0.9))
    sheet.curve(top - np.array([[0, peak], [0, peak + 0.05]]), 0.005, Matter(matter.tone * 0.6, 0.9))
    for storey in range(1, 5):
        if (fixed[3] * (7 + 5 * storey)) % 1 > 0.45:
            window = top + np.array([0.22 * width * math.sin(9 * storey), 0.16 * tall * storey])
            slit = np.array([[-0.010, 0.016], [-0.010, -0.010], [0.0, -0.020], [0.010, -0.010], [0.010, 0.016]])
            sheet.polygon(window + slit, Matter(0.8, 0.2, 0.9))


def _wall(sheet: Sheet, middle: float, ground: float, matter: Matter) -> None:
    """A curtain wall with battlements."""
    left, right, top, tooth = middle - 0.50, middle + 0.50, ground - 0.10, 0.022
    edge = np.arange(left, right, tooth)
    battlements = np.stack([edge, np.where(np.arange(len(edge)) // 2 % 2, top, top - 0.026)], axis=1)
    square = np.repeat(battlements, 2, axis=0)
    square[1:-1:2, 0] = square[2::2, 0]
    sheet.polygon(np.concatenate([square, [[right, ground + 0.2], [left, ground + 0.2]]]), matter)


def _rock(sheet: Sheet, middle: float, ground: float, own: Floats, matter: Matter) -> None:
    """The crag beneath, rough at its edges."""
    x = np.linspace(-1, 1, 41)
    rough = 0.02 * np.sin(23 * x + 2 * own[0]) + 0.012 * np.sin(61 * x + own[1])
    fall = 0.85 * np.maximum(0.0, np.abs(x) - 0.36) ** 1.25 + rough
    edge = np.stack([middle + 1.45 * x, ground + fall], axis=1)
    sheet.polygon(np.concatenate([edge, [[middle + 1.5, ground + 3], [middle - 1.5, ground + 3]]]), matter)
