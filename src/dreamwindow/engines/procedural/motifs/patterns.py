"""Patterns: contour lines of a map, folds of silk, a grid to the horizon."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.scene import Band, Paint, Scene


def contour(scene: Scene) -> Paint:
    """An old chart: land and sea, lines of equal height, a graticule."""
    amount, g = scene.style.presence("contour"), scene.layout

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


def silk(scene: Scene) -> Paint:
    """Cloth in soft folds: crests catch the light, valleys keep their colour."""
    amount, g = scene.style.presence("silk"), scene.layout

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
    amount, g, canvas = scene.style.presence("grid"), scene.layout, scene.canvas
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
