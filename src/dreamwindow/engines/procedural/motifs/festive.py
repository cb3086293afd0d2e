"""Lights that people make: lanterns that rise, fireworks, and lights out of focus."""

from __future__ import annotations

import math

import cv2
import numpy as np

from dreamwindow.engines.procedural.scene import Paint, PaintRows, Rows, Scene, rows_of
from dreamwindow.engines.procedural.sheet import Matter, Sheet
from dreamwindow.engines.procedural.style import Floats

_LANTERNS = 30
_DEPTHS = [(i / (_LANTERNS - 1)) ** 0.55 for i in range(_LANTERNS)]
"""0 near, 1 far; more of them far."""
_TALL = 1.25
_DISCS = 26
_BURSTS = 6


def lantern(scene: Scene) -> Paint:
    """Paper lanterns at every distance, lit from within."""
    amount, canvas, sheet = scene.style.motif("lantern"), scene.canvas, Sheet(scene.canvas)
    numbers = scene.gaussians("lantern", _LANTERNS, 5).tolist()
    for depth, (across, up, size, sway, glow) in sorted(zip(_DEPTHS, numbers, strict=True), reverse=True):
        radius = (0.135 * (1 - depth) ** 1.4 + 0.016) * (1 + 0.2 * math.tanh(size))
        x = 1.05 * math.erf(across / 1.1) * canvas.half_width
        y = (0.85 * math.erf(up / 1.1) - 0.12) * canvas.half_height
        _hang(sheet, x, y, radius, 0.10 * math.tanh(sway), (0.75 + 0.25 * math.tanh(glow)) * (1 - 0.45 * depth))
    return lambda band: sheet.lay(band.rows, amount)


def _hang(sheet: Sheet, x: float, y: float, radius: float, lean: float, glow: float) -> None:
    """One lantern: a barrel of paper, ribs, a dark rim above and below."""
    window = sheet.window(x, y, 1.2 * radius, 1.5 * radius)
    if window is None:
        return
    pixels = radius * sheet.canvas.unit / 2
    dy = window.dy / radius
    dx = window.dx / radius - lean * dy
    barrel = 0.80 + 0.20 * np.cos(np.clip(dy / _TALL, -1, 1) * (math.pi / 2)) - 0.045 * np.clip(dy, -1.4, 1.4) ** 4
    mask = np.clip(np.minimum(barrel - np.abs(dx), _TALL - np.abs(dy)) * pixels + 0.5, 0.0, 1.0)
    bulge = np.sqrt(np.clip(1 - (dx / np.maximum(barrel, 0.1)) ** 2, 0.0, 1.0))
    flame = np.exp(-((dx / 0.75) ** 2) - ((dy - 0.45) / 0.95) ** 2)
    ribs = 1 - 0.16 * (0.5 + 0.5 * np.cos(dy * (2 * math.pi * 3.2))) * min(1.0, pixels / 14)
    rim = np.clip((np.abs(dy) - 1.08) * 12, 0.0, 1.0)
    tone = (0.36 + 0.34 * bulge + 0.22 * flame) * ribs * (1 - 0.75 * rim)
    light = glow * (0.16 + 0.95 * flame) * bulge * ribs * (1 - rim)
    sheet.stamp(window, mask, tone, 0.0, light)


def firework(scene: Scene) -> Paint:
    """Bursts at every stage of their fall."""
    amount, canvas, sheet = scene.style.motif("firework"), scene.canvas, Sheet(scene.canvas)
    for i, (across, up, size, age, ink, turn) in enumerate(scene.gaussians("firework", _BURSTS, 6).tolist()):
        place = np.array(
            [
                (0.55 * math.sin(2.4 * i) + 0.30 * across) * canvas.half_width,
                (-0.40 + 0.22 * math.cos(3.7 * i) + 0.15 * up) * canvas.half_height,
            ]
        )
        _burst(
            sheet,
            place,
            0.36 * (1 + 0.35 * math.tanh(size)),
            0.5 + 0.4 * math.tanh(age),
            (0.5 * ink + i * 0.37, 0.4 * turn),
        )
    return lambda band: sheet.lay(band.rows, amount)


def _burst(sheet: Sheet, place: Floats, radius: float, age: float, own: tuple[float, float]) -> None:
    """Trails from a point, each dragged down as it ages, brightest at its head."""
    hue = 0.5 + 0.5 * math.sin(2.2 * own[0])
    t = np.linspace(0.35, 1.0, 6)[:, None]
    for ring, rays in ((1.0, 34), (0.62, 22)):
        k = np.arange(rays)
        angle = 2 * math.pi * k / rays + own[1] + 0.11 * np.sin(5.1 * k)
        reach = radius * ring * (0.45 + 0.55 * age) * (1 + 0.13 * np.sin(3.7 * k))
        ends = np.stack([np.cos(angle), np.sin(angle)], axis=1) * reach[:, None]
        trails = place + t * ends[:, None] + t**2 * np.array([0.0, 0.22 * radius * age])
        for part in range(5):
            bright = (0.10 + 0.22 * part) * (1.15 - 0.7 * age)
            sheet.curve(trails[:, part : part + 2], 0.005, Matter(0.45 + 0.1 * part, hue, bright))
        for head in trails[:, -1]:
            sheet.disc(head, 0.007, Matter(0.95, hue, 1.3 - 0.7 * age))


def bokeh(scene: Scene) -> PaintRows:
    """Soft discs: lights far out of focus. Drawn at half resolution."""
    amount, discs = 0.8 * scene.style.motif("bokeh"), _discs(scene)

    def paint(rows: Rows) -> None:
        rows.layers.light[:] += amount * rows_of(discs, scene, rows)

    return paint


def _discs(scene: Scene) -> Floats:
    canvas, height, width = scene.canvas, scene.canvas.height // 2, scene.canvas.width // 2
    sheet, unit = np.zeros((height, width), np.float32), canvas.unit / 4
    for across, down, size, brightness in scene.latent[3, :_DISCS, :4].tolist():
        radius = unit * (0.05 + 0.09 * abs(size))
        x = width / 2 + across * unit * 0.9 * canvas.half_width
        y = height / 2 + down * unit * 0.8 * canvas.half_height
        left, right = max(0, int(x - radius - 2)), min(width, int(x + radius + 3))
        top, bottom = max(0, int(y - radius - 2)), min(height, int(y + radius + 3))
        if right <= left or bottom <= top:
            continue
        dx, dy = np.arange(left, right, dtype=np.float32) - x, np.arange(top, bottom, dtype=np.float32) - y
        distance = np.sqrt(dx[None] ** 2 + dy[:, None] ** 2)
        rim = 0.35 + 0.3 * (distance / radius) ** 3
        disc = np.clip((radius - distance) / 2 + 0.5, 0, 1) * rim
        sheet[top:bottom, left:right] += disc * (0.5 + 0.5 * math.tanh(brightness))
    return cv2.GaussianBlur(sheet, (0, 0), 1.0)
