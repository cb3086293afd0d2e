"""Under water: light that falls from the surface, coral, kelp, fish and bubbles."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas, enlarged
from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet, ribbon, turned
from dreamwindow.engines.procedural.style import Floats

_RAY_STEP = 4
_CORALS, _FISH, _BUBBLES, _STRANDS = 15, 13, 22, 8
_SEED = 417


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


def coral(scene: Scene) -> Paint:
    """A sea floor with corals at three distances, a school of fish, bubbles."""
    amount, canvas, sheet = min(1.0, 1.4 * scene.style.motif("coral")), scene.canvas, Sheet(scene.canvas)
    numbers = scene.gaussians("coral", _CORALS + 2, 8)
    _school(sheet, numbers[-1], 0.62)
    for i in range(_CORALS):
        nearness = i / (_CORALS - 1)
        if i % 5 == 0:
            _floor(sheet, numbers[i], nearness)
        own = numbers[i].tolist()
        x = (1.1 * math.erf(own[0] / 1.3) + 0.35 * math.copysign(nearness, own[0])) * canvas.half_width
        place = np.array([x, _floor_y(canvas, nearness)])
        matter = Matter(0.40 + 0.10 * math.tanh(own[1]) - 0.20 * nearness, 0.5 + 0.5 * math.tanh(1.5 * own[2]))
        (_branching, _tubes, _anemone)[i % 3](
            sheet, place, (0.16 + 0.42 * nearness) * (1 + 0.2 * own[3]), matter, own[4:]
        )
    _bubbles(sheet, numbers[-2])
    return lambda band: sheet.lay(band.rows, amount)


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
        for start, step in zip(tips, steps, strict=True):
            sheet.curve(np.stack([start, start + step]), width, shade)
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
    heading = 1.0 if own[2] > 0 else -1.0
    random = generator(_SEED).standard_normal((_FISH, 4))
    body = np.array([[1.0, 0], [0.5, -0.30], [-0.2, -0.30], [-0.8, -0.06], [-1.35, -0.34], [-1.2, 0]])
    outline = np.concatenate([body, (body * [1, -1])[::-1]])
    for dx, dy, size, lean in random.tolist():
        place = np.array([0.55 * own[0] + 0.30 * dx, -0.15 + 0.25 * own[1] + 0.16 * dy])
        shape = turned(outline * (0.028 + 0.008 * size), 0.12 * lean) * [heading, 1.0]
        sheet.polygon(place + shape, Matter(tone + 0.10 * lean, 0.9, 0.06))


def _bubbles(sheet: Sheet, own: Floats) -> None:
    ring = np.linspace(0, 2 * math.pi, 20)
    circle = np.stack([np.cos(ring), np.sin(ring)], axis=1)
    for across, up, size in generator(_SEED + 1).random((_BUBBLES, 3)).tolist():
        place = np.array(
            [0.5 * own[0] + 0.30 * (across - 0.5) + 0.05 * math.sin(9 * up), 1.0 - 1.8 * ((up + 0.2 * own[1]) % 1)]
        )
        sheet.curve(place + circle * (0.006 + 0.018 * size**2), 0.004, Matter(0.85, 0.0, 0.30))


def kelp(scene: Scene) -> Paint:
    """Strands that reach for the surface and sway, leaves on both sides."""
    amount, canvas, sheet = min(1.0, 1.4 * scene.style.motif("kelp")), scene.canvas, Sheet(scene.canvas)
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
        for k in range(2, 21):
            _leaf(
                sheet,
                spine[k],
                (0.10 + 0.07 * nearness) * (1 - 0.5 * t[k]),
                0.9 * (-1) ** k + 0.25 * math.sin(k + phase),
                matter,
            )
    return lambda band: sheet.lay(band.rows, amount)


def _leaf(sheet: Sheet, root: Floats, length: float, angle: float, matter: Matter) -> None:
    t = np.linspace(0, 1, 7)
    spine = np.stack([np.sin(angle) * t * length, -np.cos(angle) * t * length + 0.3 * length * t**2], axis=1)
    sheet.polygon(root + ribbon(spine, 0.30 * length * np.sin(math.pi * (0.12 + 0.88 * t) ** 0.8)), matter)
