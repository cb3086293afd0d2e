"""Inside a wood: trunks with light between them, and fronds that frame a jungle."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Rows, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet, ribbon
from dreamwindow.engines.procedural.style import Floats

_DEPTHS, _TRUNKS = 5, 9
_FRONDS, _LEAFLETS = 15, 22
_SEED = 233


def trunk(scene: Scene) -> Paint:
    """Trunks, paler with distance; shafts of light fall between them."""
    amount, g, sheet = scene.style.presence("trunk"), scene.layout, Sheet(scene.canvas)
    numbers = scene.gaussians("trunk", _DEPTHS * _TRUNKS, 4)
    for depth in range(_DEPTHS):
        nearness = depth / (_DEPTHS - 1)
        _ground(scene, sheet, nearness)
        for i in range(_TRUNKS - depth):
            _one(scene, sheet, nearness, depth * 31 + i, (i + 0.5) / (_TRUNKS - depth), numbers[depth * _TRUNKS + i])

    def paint(band: Band) -> None:
        layers, down = band.layers, band.rows.down
        glade = np.exp(-((band.rows.x - 0.5 * g[54]) ** 2) * 1.3) * (0.35 + 0.4 * down)
        layers.tone[:] = layers.tone * (1 - 0.7 * amount) + amount * 0.7 * (0.42 + 0.50 * glade + 0.08 * band.near[0])
        sheet.lay(band.rows, amount)
        slant = (band.rows.x + 0.55 * band.rows.y) * 17
        ray = scene.near.at(slant + 30 * g[55], np.full_like(layers.tone, 21.0))[..., 1]
        layers.light[:] += amount * 0.36 * np.clip(ray, 0.0, 1.5) * np.clip(1.05 - down, 0.0, 1.0) * glade

    return paint


def _ground(scene: Scene, sheet: Sheet, nearness: float) -> None:
    canvas = scene.canvas
    x = np.linspace(-1.2, 1.2, 30) * canvas.half_width
    rise = 0.05 * scene.near.along(11 + int(8 * nearness), 0, x * 40)
    y = (0.52 + 0.42 * nearness) * canvas.half_height - rise
    corners = np.array([[1.3, 3.0], [-1.3, 3.0]]) * [canvas.half_width, canvas.half_height]
    sheet.polygon(
        np.concatenate([np.stack([x, y], axis=1), corners]), Matter(0.52 - 0.44 * nearness, 0.45 + 0.3 * nearness)
    )


def _one(scene: Scene, sheet: Sheet, nearness: float, number: int, place: float, own: Floats) -> None:
    """A trunk that widens at its foot, and a few boughs."""
    canvas, t = scene.canvas, np.linspace(0, 1, 12)
    fixed = generator(_SEED + number).random(8)
    x = ((place + 0.10 * math.tanh(own[0]) + 0.08 * (fixed[0] - 0.5)) * 2.5 - 1.25) * canvas.half_width
    foot, width = (0.56 + 0.46 * nearness) * canvas.half_height, (0.035 + 0.13 * nearness**1.5) * (0.7 + 0.6 * fixed[1])
    tall = foot + canvas.half_height * 1.1
    lean = 0.10 * (fixed[2] - 0.5) * t + 0.015 * np.sin(t * 9 + 6 * fixed[3] + own[1])
    spine = np.stack([x + lean, foot - t * tall], axis=1)
    flare = 1 + 1.1 * np.exp(-t * 16) - 0.35 * t
    matter = Matter(0.60 - 0.53 * nearness + 0.04 * (fixed[4] - 0.5), 0.30 + 0.35 * nearness)
    sheet.polygon(ribbon(spine, width * flare), matter)
    for k, side in ((5, 1), (7, -1), (8, 1), (10, -1)):
        reach = width * (2.2 + 2.2 * fixed[(k + number) % 8])
        s = np.linspace(0, 1, 6)[:, None]
        bough = spine[k] + s * [side * reach, -0.55 * reach] + s**2 * [0.0, (0.5 * fixed[k % 8] - 0.1) * reach]
        sheet.polygon(ribbon(bough, width * 0.24 * (1 - 0.9 * s[:, 0])), matter)


def leaf(scene: Scene) -> PaintRows:
    """Fronds that lean in from the edges, the nearest darkest."""
    amount, canvas, sheet = scene.style.presence("leaf"), scene.canvas, Sheet(scene.canvas)
    green, numbers = scene.style.ink_like(-0.1, 0.06), scene.gaussians("leaf", _FRONDS, 4)
    for i, own in enumerate(numbers.tolist()):
        nearness = i / (_FRONDS - 1)
        turn = i * 2.39996 + 0.25 * own[0]  # the golden angle: all around, never two alike
        edge = np.array([math.cos(turn) * canvas.half_width, math.sin(turn) * canvas.half_height]) * 1.34
        aim = math.atan2(-edge[1], -edge[0]) + 0.45 * math.tanh(own[1])
        length = (0.66 + 0.34 * nearness) * (1 + 0.12 * math.tanh(own[2]))
        _frond(sheet, edge, aim, length, 0.5 * math.tanh(own[3]), Matter(0.40 - 0.34 * nearness, green))

    def paint(rows: Rows) -> None:
        sheet.lay(rows, amount)

    return paint


def _frond(sheet: Sheet, root: Floats, aim: float, length: float, droop: float, matter: Matter) -> None:
    """A rib, and narrow leaflets on both sides of it, lighter on one."""
    t = np.linspace(0, 1, _LEAFLETS)
    angle = aim + droop * t
    step = length / _LEAFLETS * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    spine = root + np.cumsum(step, axis=0)
    size = length * 0.34 * np.sin(math.pi * (0.10 + 0.88 * t)) ** 0.7
    outlines = np.stack([_leaflet(spine, angle + side * (1.05 - 0.5 * t), size, side) for side in (-1, 1)], axis=1)
    light, dark = Matter(matter.tone + 0.055, matter.ink), Matter(matter.tone - 0.015, matter.ink)
    sheet.polygons(outlines[2:].reshape(-1, 4, 2), [dark, light] * (_LEAFLETS - 2))
    sheet.polygon(ribbon(spine, 0.016 * (1.2 - t)), Matter(matter.tone + 0.06, matter.ink))


def _leaflet(roots: Floats, away: Floats, size: Floats, side: int) -> Floats:
    """Slender lozenges (n, 4, 2) that bend a little towards the frond's tip."""
    ahead = np.stack([np.cos(away), np.sin(away)], axis=1)
    across = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1) * size[:, None]
    tips = roots + ahead * size[:, None]
    middle = (roots + tips) / 2 - 0.07 * side * across
    return np.stack([roots, middle + 0.075 * across, tips, middle - 0.075 * across], axis=1)
