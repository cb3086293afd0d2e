"""Flowers in a meadow, and grass."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import PaintRows, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet, ribbon
from dreamwindow.engines.procedural.style import Floats

_FLOWERS, _PETALS = 60, (5, 6, 8, 12, 7)
_ROWS_OF_GRASS, _BLADES, _OWN = 6, 70, 40
_GRASS_SEED = 811


def flower(scene: Scene) -> PaintRows:
    """A meadow's flowers, small and dense far away, few and large near by."""
    amount, sheet = scene.style.presence("flower"), Sheet(scene.canvas)
    numbers = scene.gaussians("flower", _FLOWERS, 7).tolist()
    for i, own in enumerate(numbers):
        _grow(scene, sheet, (i / (_FLOWERS - 1)) ** 1.9, _PETALS[i % len(_PETALS)], own)
    return lambda rows: sheet.lay(rows, amount)


def _grow(scene: Scene, sheet: Sheet, nearness: float, petals: int, own: list[float]) -> None:
    """One flower: two rings of petals, and a heart of another word's colour."""
    across, lift, size, turn, tilt, ink, bright = own
    radius = (0.016 + 0.165 * nearness**1.3) * (1 + 0.25 * math.tanh(size))
    x = 1.15 * math.erf(across / 1.2) * scene.canvas.half_width
    y = meadow(scene, nearness) + 0.10 * lift * (0.3 + nearness)
    squash = 0.72 + 0.2 * math.tanh(tilt)
    window = sheet.window(x, y, radius, radius * squash)
    if window is None:
        return
    dx, dy = window.dx / radius, window.dy / (radius * squash)
    rho, theta, pixels = np.hypot(dx, dy), np.arctan2(dy, dx) + 0.7 * turn, radius * scene.canvas.unit / 2
    wave, between = np.abs(np.cos(theta * (petals / 2))), np.abs(np.sin(theta * (petals / 2)))
    mask = np.clip((0.55 + 0.43 * np.sqrt(wave) - rho) * pixels + 0.5, 0.0, 1.0)
    upper = np.clip((0.36 + 0.30 * np.sqrt(between) - rho) * pixels + 0.5, 0.0, 1.0)
    heart = np.clip((0.20 - rho) * pixels + 0.5, 0.0, 1.0)
    light = 0.50 + 0.10 * math.tanh(bright) + 0.10 * nearness
    tone = light + 0.26 * (rho - 0.5) - 0.16 * (1 - wave) - 0.05 * dy
    tone += (light + 0.02 + 0.30 * rho - 0.14 * (1 - between) - tone) * upper
    tone += (0.42 + 0.42 * np.clip(1 - rho / 0.2, 0.0, 1.0) - tone) * heart
    hue = 0.5 + 0.5 * math.tanh(1.4 * ink)
    sheet.stamp(window, mask, tone, hue + (1 - 2 * hue) * 0.8 * heart)


def meadow(scene: Scene, nearness: float) -> float:
    """y of the ground: at the horizon far away, at the picture's edge near by."""
    down = scene.horizon - 0.08 + (1.06 - scene.horizon) * nearness
    return (down - 0.5) * 2 * scene.canvas.half_height


def grass(scene: Scene) -> PaintRows:
    """Blades in rows, darker and taller towards the viewer."""
    amount, sheet = scene.style.presence("grass"), Sheet(scene.canvas)
    green = scene.style.ink_like(-0.1, 0.08)
    own = scene.gaussians("grass", _OWN, 2)
    for index in range(_ROWS_OF_GRASS):
        nearness = index / (_ROWS_OF_GRASS - 1)
        _blades(scene, sheet, index, nearness, own, Matter(0.60 - 0.42 * nearness, green))
    return lambda rows: sheet.lay(rows, amount)


def _blades(scene: Scene, sheet: Sheet, index: int, nearness: float, own: Floats, matter: Matter) -> None:
    """One row: the ground it stands on, and blades that bend with the latent."""
    canvas, ground = scene.canvas, meadow(scene, 0.02 + 0.92 * nearness)
    x = np.linspace(-1.1, 1.1, 25) * canvas.half_width
    roll = 0.055 * scene.near.along(60 + index, 2, x * 34)
    edge = np.stack([x, ground + 0.03 - roll], axis=1)
    corners = np.array([[1.2, 3.0], [-1.2, 3.0]]) * [canvas.half_width, canvas.half_height]
    sheet.polygon(np.concatenate([edge, corners]), matter)
    random = generator(_GRASS_SEED + index).random((3, _BLADES))
    places = (random[0] * 2.3 - 1.15) * canvas.half_width
    heights = (0.03 + 0.26 * nearness) * (0.45 + 0.9 * random[1])
    own = np.resize(np.roll(own, -7 * index, axis=0), (_BLADES, 2))
    feet = np.stack([places, ground + 0.05 - np.interp(places, x, roll)], axis=1)
    tips = np.stack([(0.8 * (random[2] - 0.5) + 0.256 * own[:, 0]) * heights, -heights * (1 + 0.1 * own[:, 1])], axis=1)
    t = np.linspace(0, 1, 6)
    rise = t[:, None] * [0.35, 1.0] + t[:, None] ** 2 * [0.65, 0.0]
    spines = feet[:, None] + rise * tips[:, None]
    widths = np.broadcast_to((0.010 + 0.022 * nearness) * (1 - t) + 0.001, spines.shape[:2])
    shades = [Matter(matter.tone + 0.06 * (light - 0.5), matter.ink) for light in random[1].tolist()]
    sheet.polygons(ribbon(spines, widths), shades)
