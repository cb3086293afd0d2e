"""Mandalas: rings of petals around one centre, drawn as glowing lines."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.style import Floats

_FOLDS = (8, 8, 16, 16, 24, 16, 32, 24, 48, 32)
"""Petals of each ring, from the centre: fixed, so that a ring can change its shape but never jumps."""
_REACH = 1.28
_LINE = 170.0


def mandala(scene: Scene) -> Paint:
    """Ten rings whose widths, and the bellies of whose petals, are the latent's."""
    amount, canvas = scene.style.motif("mandala"), scene.canvas
    numbers = scene.gaussians("mandala", len(_FOLDS), 6)
    edges = _ring_edges(numbers[:, 0])
    folds = np.array(_FOLDS, np.float32)
    belly = 0.55 + 0.30 * np.tanh(numbers[:, 1])
    sharp = np.exp(0.5 * np.tanh(numbers[:, 2]) - 0.15)
    fill = 0.5 + 0.32 * np.tanh(numbers[:, 3] + np.resize([0.8, -0.8], len(_FOLDS)))
    ink = 0.5 + 0.48 * np.tanh(1.6 * numbers[:, 4])
    turn = np.resize([0.0, 0.5], len(_FOLDS)) + 0.5 * numbers[0, 5]

    def paint(band: Band) -> None:
        radius, angle = (part[band.rows.top : band.rows.bottom] for part in _polar(canvas))
        ring = np.clip(np.searchsorted(edges, radius, side="right") - 1, 0, len(_FOLDS) - 1)
        inner, outer = edges[ring], edges[ring + 1]
        along = (radius - inner) / (outer - inner)
        part = (angle * (folds[ring] / (2 * math.pi)) + turn[ring]) % 1 - 0.5
        arc = 2 * math.pi * radius / folds[ring]
        leaf = _leaf(along, belly[ring], sharp[ring])
        outline = (0.46 * leaf - np.abs(part)) * arc
        heart = (0.22 * leaf - np.abs(part)) * arc
        bead = np.hypot((along - 0.86) * (outer - inner), (np.abs(part) - 0.5) * arc) - 0.16 * (outer - inner)
        border = np.minimum(radius - inner, np.abs(outer - radius))
        line = np.exp(np.minimum(np.minimum(np.abs(outline), border), np.abs(bead)) * -_LINE)
        line += 0.6 * np.exp(np.abs(heart) * -_LINE)
        inside = np.clip(outline * (canvas.unit / 4) + 0.5, 0.0, 1.0)
        core = np.clip(heart * (canvas.unit / 4) + 0.5, 0.0, 1.0)
        shade = 0.20 + fill[ring] * inside * (0.35 + 0.55 * along) + 0.22 * core * (1 - along)
        there = amount * np.clip((edges[-1] - radius) * 60, 0.0, 1.0)
        layers = band.layers
        layers.tone[:] += (shade + 0.10 * (layers.tone - 0.5) - layers.tone) * (there * 0.92)
        layers.ink[:] += (ink[ring] + 0.22 * core - layers.ink) * there * 0.85
        layers.light[:] = layers.light * (1 - 0.7 * there) + there * 0.62 * np.minimum(line, 1.2)

    return paint


def _ring_edges(numbers: Floats) -> Floats:
    """Inner and outer radii, (rings + 1,): positive widths, their running sum."""
    widths = np.exp(0.35 * numbers) * np.linspace(0.8, 1.25, len(numbers))
    return np.concatenate([[0.0], np.cumsum(widths)]).astype(np.float32) * np.float32(_REACH / widths.sum())


def _leaf(along: Floats, belly: Floats, sharp: Floats) -> Floats:
    """Half-width of a petal, 0 at its ends and 1 at its belly, a place in (0, 1)."""
    bent = along ** (math.log(0.5) / np.log(belly))
    return np.maximum(np.sin(math.pi * np.clip(bent, 0.0, 1.0)), 0.0) ** sharp


@lru_cache(maxsize=2)
def _polar(canvas: Canvas) -> tuple[Floats, Floats]:
    """Distance from the middle, and angle, of every pixel."""
    x, y = canvas.columns(), canvas.rows()
    return np.hypot(x, y) + np.float32(1e-4), np.arctan2(y, x)


def forget() -> None:
    """Drop what is kept for each size."""
    _polar.cache_clear()
