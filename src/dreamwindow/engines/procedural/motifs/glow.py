"""Light of its own: filaments, sparks, glowing smoke, lights out of focus."""

from __future__ import annotations

import math

import cv2
import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Rows, Scene, rows_of
from dreamwindow.engines.procedural.style import Floats

_DISCS = 26


def filament(scene: Scene) -> Paint:
    """Glowing lines where the noise crosses zero."""
    amount = scene.style.excess("filament") * (1 - 0.6 * scene.scenic)

    def paint(band: Band) -> None:
        off = np.abs(band.near[1] + 0.05 * band.detail)
        line = 0.75 * np.exp(off * -26) + 0.28 * np.exp(off * -6)
        band.layers.light[:] += line * np.clip(amount * 0.55 + amount * 0.6 * band.near[2], 0.0, amount * 1.5)

    return paint


def embers(scene: Scene) -> Paint:
    """Smoke that glows where it is light."""
    amount = 0.6 * max(0.0, scene.style.knob("glow")) * scene.style.motif("smoke")

    def paint(band: Band) -> None:
        band.layers.light[:] += amount * np.clip(band.layers.tone - 0.62, 0.0, 1.0)

    return paint


def spark(scene: Scene) -> Paint:
    """Points of light that the currents carry and draw out."""
    amount = 1.1 * scene.style.excess("spark")

    def paint(band: Band) -> None:
        points = tiles.look(tiles.stars(), band.u * 1.1, band.v * 1.1)
        band.layers.light[:] += points * np.clip(amount * 0.2 + amount * band.near[2], 0.0, amount * 2)

    return paint


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
