"""Patterns: contour lines of a map, traces of a circuit, folds of silk, a grid to the horizon, gears."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet
from dreamwindow.engines.procedural.style import Floats

_TRACES, _PITCH, _CHIPS = 110, 0.062, 7
_GEARS = 11
_SEED = 877


def contour(scene: Scene) -> Paint:
    """An old chart: land and sea, lines of equal height, a graticule."""
    amount, g = min(1.0, 1.3 * scene.style.motif("contour")), scene.layout

    def paint(band: Band) -> None:
        layers, height = band.layers, band.near[0] + 0.05 * band.near[1]
        land = smoothstep(-0.02, 0.02, height - 0.12)
        level = np.abs((height * 3.0) % 1 - 0.5) * 2
        fifth = np.abs((height * 0.6) % 1 - 0.5) * 2
        lines = smoothstep(0.90, 0.99, level) * 0.22 + smoothstep(0.972, 0.996, fifth) * 0.22
        coast = np.exp(np.abs(height - 0.12) * -38)
        shelf = np.exp(np.minimum(height - 0.12, 0.0) * 3.2) * (1 - land)
        x, y = band.rows.x + 0.3 * g[33] + 0.02 * band.bend[0] * 0.2, band.rows.y + 0.3 * g[34]
        grid = np.maximum(np.exp(np.abs((x * 2.2) % 1 - 0.5) * -210), np.exp(np.abs((y * 2.2) % 1 - 0.5) * -210))
        paper = 0.74 + 0.05 * band.near[2] + 0.025 * band.detail
        tone = paper - 0.20 * (1 - land) + 0.10 * shelf - land * (0.10 + 0.10 * np.clip(height, 0, 1.5))
        tone = tone - lines * (0.35 + 0.65 * land) - 0.46 * coast - 0.13 * grid
        layers.tone[:] += (tone - layers.tone) * amount
        layers.ink[:] += (np.where(land > 0.5, 0.12, 0.88) - layers.ink) * amount * 0.85
        layers.light[:] *= 1 - 0.9 * amount

    return paint


def circuit(scene: Scene) -> Paint:
    """Copper on dark board: traces that turn by 45 degrees, pads, chips; some of it alive."""
    amount, g, sheet = min(1.0, 1.3 * scene.style.motif("circuit")), scene.layout, Sheet(scene.canvas)
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


def silk(scene: Scene) -> Paint:
    """Cloth in soft folds: crests catch the light, valleys keep their colour."""
    amount, g = min(1.0, 1.2 * scene.style.motif("silk")), scene.layout

    def paint(band: Band) -> None:
        x, y, layers = band.rows.x, band.rows.y, band.layers
        sweep = (x * math.cos(g[33]) + y * math.sin(g[33])) * 1.6
        drape = 0.16 * band.bend[0] + 0.10 * band.bend[1] + 0.25 * band.near[0]
        fold = np.sin(sweep * 2.4 + drape)
        fine = np.sin(sweep * 5.5 + 2.2 * drape + 1.7 * fold)
        slope = np.cos(sweep * 2.4 + drape + 0.6)
        tone = 0.44 + 0.26 * fold + 0.09 * fine + 0.07 * slope + 0.006 * band.detail
        layers.tone[:] += (tone - layers.tone) * amount
        layers.ink[:] += (0.5 + 0.4 * np.sin(sweep * 0.7 + 0.5 * drape) - layers.ink) * amount * 0.8
        layers.light[:] += amount * 0.40 * np.clip(0.55 * fold + 0.45 * fine, 0.0, 1.0) ** 5

    return paint


def grid(scene: Scene) -> Paint:
    """A floor of glowing lines that run to the horizon; whatever shines above it is cut into strips."""
    amount, g, canvas = min(1.0, 1.3 * scene.style.motif("grid")), scene.layout, scene.canvas
    horizon = scene.horizon + 0.04

    def paint(band: Band) -> None:
        layers, under = band.layers, band.rows.down - horizon
        depth = 1 / np.maximum(under, 0.004)
        floor = np.clip(under * (canvas.height / 1.5), 0.0, 1.0) * amount
        across, along = band.rows.x * depth * 0.62, depth * 0.62 + 3 * g[33]
        width_x, width_y = 0.008 * depth, 0.010 * depth
        lines = np.exp(-np.abs((across + 0.5) % 1 - 0.5) / width_x * 1.6) + np.exp(
            -np.abs((along + 0.5) % 1 - 0.5) / width_y
        )
        fade = np.exp(depth * -0.035)
        layers.tone[:] += (0.10 + 0.04 * band.near[0] - layers.tone) * floor
        layers.ink[:] += (0.10 - layers.ink) * floor
        layers.light[:] = layers.light * (1 - floor) + floor * np.minimum(lines, 1.0) * fade * 0.95
        layers.light[:] += amount * 0.55 * np.exp(np.abs(under) * -46)
        strips = ((-under * 26) % 1 < 0.10 + 0.9 * np.clip(0.30 + under * 1.1, 0.0, 0.30)) & (under < 0)
        layers.light[:] *= 1 - 0.85 * amount * strips * np.clip(2.5 * layers.light - 1.0, 0.0, 1.0)

    return paint


def gear(scene: Scene) -> Paint:
    """Wheels with teeth, one before the other, lit like brushed metal."""
    amount, sheet, canvas = min(1.0, 1.4 * scene.style.motif("gear")), Sheet(scene.canvas), scene.canvas
    numbers = scene.gaussians("gear", _GEARS, 5).tolist()
    for i, (across, up, size, turn, ink) in enumerate(numbers):
        nearness = i / (_GEARS - 1)
        x, y = 1.0 * math.erf(across) * canvas.half_width, 1.0 * math.erf(up) * canvas.half_height
        radius = (0.42 - 0.22 * nearness) * (1 + 0.25 * math.tanh(size))
        _wheel(sheet, x, y, radius, 10 + 3 * (i % 4), 1.2 * turn, nearness, 0.5 + 0.5 * math.tanh(1.3 * ink))

    def paint(band: Band) -> None:
        band.layers.tone[:] *= 1 - 0.5 * amount
        sheet.lay(band.rows, amount)

    return paint


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
