"""Machines: traces of a circuit, gears."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet
from dreamwindow.engines.procedural.style import Floats

_TRACES, _PITCH, _CHIPS = 110, 0.062, 7
_GEARS = 11
_SEED = 877


def circuit(scene: Scene) -> Paint:
    """Copper on dark board: traces that turn by 45 degrees, pads, chips; some of it alive."""
    amount, g, sheet = scene.style.presence("circuit"), scene.layout, Sheet(scene.canvas)
    own = scene.gaussians("circuit", _TRACES, 3)
    random = generator(_SEED)
    pan = np.array([0.5 * g[33], 0.5 * g[34]])
    reach = [scene.canvas.half_width, scene.canvas.half_height]
    for i in range(_TRACES):
        points = _trace(random) * reach + pan
        glow = max(0.0, math.tanh(own[i, 0]))
        matter = Matter(0.36 + 0.22 * glow, 0.5 + 0.5 * math.tanh(own[i, 1]), 0.55 * glow)
        sheet.curve(points, 0.010, matter)
        for end in (points[0], points[-1]):
            sheet.disc(end, 0.018, Matter(0.72, matter.ink, 0.25 + 0.9 * glow))
            sheet.disc(end, 0.007, Matter(0.06, matter.ink))
    for i in range(_CHIPS):
        _chip(
            sheet,
            (random.random(2) * 2 - 1) * reach * np.array([0.9, 0.9]) + pan,
            0.10 + 0.10 * random.random(),
            float(own[i, 2]),
        )

    def paint(band: Band) -> None:
        layers = band.layers
        layers.tone[:] = layers.tone * (1 - 0.85 * amount) + amount * 0.85 * (0.13 + 0.05 * band.near[0])
        layers.light[:] *= 1 - 0.6 * amount
        sheet.lay(band.rows, amount)

    return paint


def _trace(random: np.random.Generator) -> Floats:
    """A walk on a grid, in parts of a half picture."""
    place, heading = np.round((random.random(2) * 2.6 - 1.3) / _PITCH) * _PITCH, int(random.integers(0, 8))
    points = [place]
    for _ in range(int(random.integers(2, 6))):
        step = np.array([round(math.cos(heading * math.pi / 4)), round(math.sin(heading * math.pi / 4))])
        points.append(points[-1] + step * _PITCH * random.integers(1, 6))
        heading += int(random.integers(-1, 2))
    return np.array(points)


def _chip(sheet: Sheet, place: Floats, size: float, own: float) -> None:
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * size
    for k in np.linspace(-0.8, 0.8, 7) * size:
        for pin in (np.array([[-1.25 * size, k], [1.25 * size, k]]), np.array([[k, -1.25 * size], [k, 1.25 * size]])):
            sheet.curve(place + pin, 0.012, Matter(0.70, 0.2))
    sheet.polygon(place + square, Matter(0.05, 0.6))
    sheet.polygon(place + square * 0.62, Matter(0.16, 0.6, 0.10 + 0.2 * max(0.0, own)))


def gear(scene: Scene) -> Paint:
    """Wheels with teeth, one before the other, lit like brushed metal."""
    amount, sheet, canvas = scene.style.presence("gear"), Sheet(scene.canvas), scene.canvas
    numbers = scene.gaussians("gear", _GEARS, 5).tolist()
    for i, (across, up, size, turn, ink) in enumerate(numbers):
        nearness = i / (_GEARS - 1)
        place = _scattered(i) + 0.35 * np.array([across, up])
        x, y = (place * [canvas.half_width, canvas.half_height]).tolist()
        radius = (0.42 - 0.22 * nearness) * (1 + 0.25 * math.tanh(size))
        _wheel(sheet, x, y, radius, 10 + 3 * (i % 4), 1.2 * turn, nearness, 0.5 + 0.5 * math.tanh(1.3 * ink))

    def paint(band: Band) -> None:
        band.layers.tone[:] *= 1 - 0.5 * amount
        sheet.lay(band.rows, amount)

    return paint


def _scattered(index: int) -> Floats:
    """A place in [-1, 1] squared; places fill the square evenly (Roberts 2018)."""
    return np.array([0.7549 * index % 1, 0.5698 * index % 1]) * 2 - 1


def _wheel(
    sheet: Sheet, x: float, y: float, radius: float, teeth: int, turn: float, nearness: float, ink: float
) -> None:
    window = sheet.window(x, y, radius * 1.05, radius * 1.05)
    if window is None:
        return
    dx, dy, pixels = window.dx / radius, window.dy / radius, radius * sheet.canvas.unit / 2
    rho, theta = np.hypot(dx, dy), np.arctan2(dy, dx)
    tooth = np.clip(np.cos((theta + turn) * teeth) * 2.2, -1, 1)
    spokes = np.abs((((theta + turn) * 5 / (2 * math.pi)) % 1) - 0.5) * 2 * math.pi / 5 * rho
    hole = (rho > 0.28) & (rho < 0.68) & (spokes > 0.085)
    mask = (
        np.clip((0.91 + 0.075 * tooth - rho) * pixels + 0.5, 0, 1) * np.clip((rho - 0.10) * pixels + 0.5, 0, 1) * ~hole
    )
    sheen = np.cos(2 * theta + 0.9) * 0.10 + np.cos(5 * theta + turn) * 0.03
    groove = 0.06 * (np.exp(np.abs(rho - 0.76) * -60) + np.exp(np.abs(rho - 0.20) * -60))
    tone = 0.20 + 0.28 * nearness + sheen - 2 * groove + 0.10 * np.exp(np.abs(rho - 0.86) * -30)
    sheet.stamp(window, mask, tone, ink, 0.10 * np.clip(sheen, 0, 1))
