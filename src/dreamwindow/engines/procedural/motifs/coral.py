"""A sea floor: corals, fish, bubbles."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import PaintRows, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet, ribbon, turned
from dreamwindow.engines.procedural.style import Floats

_CORALS, _FISH, _BUBBLES = 15, 13, 22
_SEED = 417


def coral(scene: Scene) -> PaintRows:
    """A sea floor with corals at three distances, a school of fish, bubbles."""
    amount, canvas, sheet = scene.style.presence("coral"), scene.canvas, Sheet(scene.canvas)
    numbers = scene.gaussians("coral", _CORALS + 2, 8)
    _school(sheet, numbers[-1], 0.62)
    for i in range(_CORALS):
        nearness = i / (_CORALS - 1)
        if i % 5 == 0:
            _floor(sheet, numbers[i], nearness)
        own = numbers[i].tolist()
        x = (1.1 * math.erf(own[0] / 1.3) + 0.35 * nearness * math.tanh(3 * own[0])) * canvas.half_width
        place = np.array([x, _floor_y(canvas, nearness)])
        matter = Matter(0.40 + 0.10 * math.tanh(own[1]) - 0.20 * nearness, 0.5 + 0.5 * math.tanh(1.5 * own[2]))
        (_branching, _tubes, _anemone)[i % 3](
            sheet, place, (0.16 + 0.42 * nearness) * (1 + 0.2 * own[3]), matter, own[4:]
        )
    _bubbles(sheet, numbers[-2])
    return lambda rows: sheet.lay(rows, amount)


def _floor_y(canvas: Canvas, nearness: float) -> float:
    return (0.62 + 0.40 * nearness) * canvas.half_height


def _floor(sheet: Sheet, own: Floats, nearness: float) -> None:
    x = np.linspace(-1.1, 1.1, 24)
    rise = 0.05 * np.sin(2.1 * x + 3 * own[5]) + 0.03 * np.sin(5.3 * x + 5 * own[6])
    y = _floor_y(sheet.canvas, nearness) + rise * (0.5 + nearness)
    shore = np.stack([x * sheet.canvas.half_width, y], axis=1)
    corners = np.array([[1.2, 3.0], [-1.2, 3.0]]) * [sheet.canvas.half_width, sheet.canvas.half_height]
    sheet.polygon(np.concatenate([shore, corners]), Matter(0.30 - 0.22 * nearness, 0.3))


def _branching(sheet: Sheet, place: Floats, size: float, matter: Matter, own: list[float]) -> None:
    """A fan that forks six times; twigs are lighter than the stem."""
    tips, angles, length, width = place[None], np.array([0.15 * own[0]]), size * 0.42, size * 0.085
    for level in range(6):
        steps = length * np.stack([np.sin(angles), -np.cos(angles)], axis=1)
        shade = Matter(matter.tone + 0.035 * level, matter.ink)
        sheet.curve(np.stack([tips, tips + steps], axis=1), width, shade)
        tips = np.repeat(tips + steps, 2, axis=0)
        spread = (0.42 + 0.06 * own[1]) * np.resize([-1.0, 1.0], 2 * len(angles))
        sway = 0.10 * np.sin(np.arange(2 * len(angles)) * 2.4 + own[2])
        angles, length, width = np.repeat(angles, 2) + spread + sway, length * 0.74, width * 0.70


def _tubes(sheet: Sheet, place: Floats, size: float, matter: Matter, own: list[float]) -> None:
    """A cluster of pipes with dark mouths."""
    for i in range(7):
        lean, tall = 0.13 * (i - 3) + 0.06 * own[i % 4], size * (0.95 - 0.10 * abs(i - 3) + 0.10 * own[(i + 1) % 4])
        width, root = size * 0.16, place + np.array([size * 0.11 * (i - 3), 0.04])
        spine = root + np.linspace(0, 1, 5)[:, None] * np.array([lean * tall, -tall])
        shade = Matter(matter.tone + 0.05 * (i % 3), matter.ink)
        sheet.polygon(ribbon(spine, width * np.linspace(0.75, 1.0, 5)), shade)
        sheet.disc(spine[-1], width / 2, Matter(shade.tone + 0.12, matter.ink))
        sheet.disc(spine[-1], width / 3.4, Matter(shade.tone - 0.16, matter.ink))


def _anemone(sheet: Sheet, place: Floats, size: float, matter: Matter, own: list[float]) -> None:
    """Arms that lean with the current, their tips alight."""
    t = np.linspace(0, 1, 7)[:, None]
    for i in range(17):
        angle = (i - 8) * 0.155
        end = (
            size * 0.62 * np.array([math.sin(angle) + 0.10 * own[0], -math.cos(angle) * (1 + 0.06 * math.sin(2.3 * i))])
        )
        bend = size * 0.10 * math.sin(1.7 * i + own[1]) * np.array([1.0, 0.2])
        spine = place + [0, 0.03] + t * end + np.sin(t * math.pi) * bend
        sheet.polygon(ribbon(spine, size * (0.055 - 0.022 * t[:, 0])), Matter(matter.tone + 0.05 * (i % 3), matter.ink))
        sheet.disc(spine[-1], size * 0.030, Matter(0.85, 1 - matter.ink, 0.25))


def _school(sheet: Sheet, own: Floats, tone: float) -> None:
    """Small fish, all headed one way."""
    random = generator(_SEED).standard_normal((_FISH, 4))
    body = np.array([[1.0, 0], [0.5, -0.30], [-0.2, -0.30], [-0.8, -0.06], [-1.35, -0.34], [-1.2, 0]])
    outline = np.concatenate([body, (body * [1, -1])[::-1]])
    for dx, dy, size, lean in random.tolist():
        place = np.array([0.55 * own[0] + 0.30 * dx, -0.15 + 0.25 * own[1] + 0.16 * dy])
        shape = turned(outline * (0.028 + 0.008 * size), 0.12 * lean + 0.1 * own[2])
        sheet.polygon(place + shape, Matter(tone + 0.10 * lean, 0.9, 0.06))


def _bubbles(sheet: Sheet, own: Floats) -> None:
    ring = np.linspace(0, 2 * math.pi, 20)
    circle = np.stack([np.cos(ring), np.sin(ring)], axis=1)
    for across, up, size in generator(_SEED + 1).random((_BUBBLES, 3)).tolist():
        place = np.array(
            [0.5 * own[0] + 0.30 * (across - 0.5) + 0.05 * math.sin(9 * up), 1.0 - 1.8 * ((up + 0.2 * own[1]) % 1)]
        )
        sheet.curve(place + circle * (0.006 + 0.018 * size**2), 0.004, Matter(0.85, 0.0, 0.30))
