"""Far out: a spiral galaxy, a planet with a ring."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.scene import Band, Paint, Scene

_ARMS = 2


def spiral(scene: Scene) -> Paint:
    """Two arms wound around a bright core, seen aslant, with dust in them."""
    amount, g = scene.style.presence("spiral"), scene.layout
    lean, squash, wound = 0.6 * g[33], 0.52 + 0.16 * math.tanh(g[34]), 2.7 + 0.5 * math.tanh(g[35])
    cos, sin = math.cos(lean), math.sin(lean)
    x0, y0 = 0.14 * math.tanh(g[36]), 0.10 * math.tanh(g[37])

    def paint(band: Band) -> None:
        x, y, layers = band.rows.x - x0, band.rows.y - y0, band.layers
        u, v = cos * x - sin * y, (sin * x + cos * y) / squash
        radius = np.sqrt(u * u + v * v) + 0.015
        angle = np.arctan2(v, u) + 2.5 * g[38]
        swirl = angle + wound * np.log(radius)
        cloud = scene.near.at(swirl * (tiles.SIDE / (2 * math.pi)), radius * 60)
        arm = 0.5 + 0.5 * np.cos(_ARMS * swirl + 0.55 * cloud[..., 0] + 0.35 * band.near[1])
        disc = np.exp(radius * -2.0) * (1 - 0.7 * smoothstep(0.9, 1.35, radius))
        core = np.exp(radius * -8.5)
        dust = np.clip(0.72 + 0.38 * cloud[..., 1] + 0.15 * band.detail, 0.1, 1.6)
        glow = disc * (0.20 + 1.05 * arm**2.2 * dust)
        layers.tone[:] = layers.tone * (1 - 0.92 * amount) + amount * (
            0.03 + 0.62 * glow + 0.45 * core + 0.03 * band.near[0]
        )
        layers.ink[:] += (0.10 + 0.75 * np.clip(radius * 0.9 + 0.12 * cloud[..., 2], 0, 1) - layers.ink) * amount * 0.85
        points = tiles.stars().at(u * 210 + 40 * g[39], v * 210)
        layers.light[:] += amount * (0.85 * core + 0.35 * glow * arm + 0.9 * points * glow)

    return paint


def planet(scene: Scene) -> Paint:
    """A banded world, half in its own night, and a ring around it."""
    amount, g, canvas = scene.style.presence("planet"), scene.layout, scene.canvas
    x0, y0 = 0.25 * math.tanh(g[43]), 0.16 * math.tanh(g[44])
    size, lean = 0.46 + 0.09 * math.tanh(g[45]), 0.35 * g[46] - 0.3
    sun = np.array([0.62 * math.tanh(4 * g[47]), -0.45])
    cos, sin = math.cos(lean), math.sin(lean)

    def paint(band: Band) -> None:
        layers = band.layers
        x, y = (band.rows.x - x0) / size, (band.rows.y - y0) / size
        u, v = cos * x + sin * y, cos * y - sin * x
        square = x * x + y * y
        front = np.sqrt(np.clip(1 - square, 0.0, 1.0))
        latitude, longitude = v, np.arctan2(u, front + 1e-3)
        flow = scene.near.at(longitude * 26 + 40 * g[48], latitude * 60 + 20 * g[49])
        bands = scene.near.at(flow[..., 1] * 5 + 11, latitude * 46 + 3.5 * flow[..., 0])
        day = np.clip(0.12 + 1.05 * (sun[0] * x + sun[1] * y + 0.62 * front), 0.0, 1.25)
        disc = np.clip((1 - np.sqrt(square)) * (size * canvas.unit / 2) + 0.5, 0.0, 1.0) * amount
        tone = (0.50 + 0.15 * bands[..., 2] + 0.04 * band.detail) * day
        air = np.exp(np.maximum(np.sqrt(square) - 1, 0.0) * -9) * np.clip(0.5 + 0.6 * (sun[0] * x + sun[1] * y), 0, 1)
        layers.tone[:] *= 1 - 0.65 * amount  # space is dark
        bright = disc * 0.25 * np.clip(day - 0.8, 0.0, 1.0)
        layers.light[:] = (layers.light + amount * 0.34 * air) * (1 - disc) + bright
        layers.tone[:] += (tone - layers.tone) * disc
        layers.ink[:] += (0.5 + 0.42 * np.tanh(bands[..., 3] + 0.6 * flow[..., 2]) - layers.ink) * disc
        ring = np.hypot(u, v * 4.2)
        grooves = scene.near.along(19, 1, ring.ravel() * 210).reshape(ring.shape)
        there = smoothstep(1.28, 1.34, ring) * (1 - smoothstep(2.02, 2.10, ring)) * (0.62 + 0.24 * grooves)
        there = np.clip(there, 0, 1) * np.where(v > 0, 1.0, 1 - disc) * 0.8 * amount
        shadow = np.where((v < 0) | (u * sun[0] < 0), 0.62, 1.0)
        layers.tone[:] += (0.78 * shadow - layers.tone) * there
        layers.ink[:] += (0.2 - layers.ink) * there * 0.7

    return paint
