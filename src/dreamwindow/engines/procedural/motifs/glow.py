"""Light of its own: filaments, sparks, glowing smoke."""

from __future__ import annotations

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.scene import Band, Paint, Scene


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
        points = tiles.stars().at(band.u * 1.1, band.v * 1.1)
        band.layers.light[:] += points * np.clip(amount * 0.2 + amount * band.near[2], 0.0, amount * 2)

    return paint
