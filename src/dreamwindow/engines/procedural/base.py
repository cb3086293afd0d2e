"""The ground of every picture: clouds of tone, patches of ink, and a sky where there is land."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dreamwindow.engines.procedural.canvas import enlarged
from dreamwindow.engines.procedural.field import Field
from dreamwindow.engines.procedural.scene import Band
from dreamwindow.engines.procedural.style import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """A height field, of deviation about 1, that the picture leans towards: ``amount`` in [0, 1).

    ``height`` is a whole picture at a fraction of its size.
    """

    height: Floats
    amount: float

    def pull(self, height: Floats, towards: Floats) -> Floats:
        """``height`` drawn towards the guide; independent heights keep their variance."""
        return math.sqrt(1 - self.amount) * height + math.sqrt(self.amount) * towards


def ground(field: Field, band: Band, guide: Guide | None) -> None:
    """Fill the band's tone and ink; light stays dark."""
    scene = field.scene
    height = band.near[0] + field.detail_weight * band.detail
    if guide is not None:
        height = guide.pull(height, enlarged(guide.height, scene.canvas, band.rows.top, band.rows.bottom))
    slope = 0.62 * (1 + 0.6 * scene.style.knob("contrast"))
    np.tanh(height * slope, out=height)
    tone, ink = band.layers.tone, band.layers.ink
    np.multiply(height, 0.5, out=tone)
    tone += 0.5
    np.multiply(np.tanh(enlarged(field.patches, scene.canvas, band.rows.top, band.rows.bottom)), 0.42, out=ink)
    ink += 0.5
    if scene.scenic > 0.02:
        _sky(field, band)
    tone += 0.22 * scene.style.knob("key") * (1 - scene.scenic * 0.4)


def _sky(field: Field, band: Band) -> None:
    """A gradient from the dark zenith to the light horizon takes the place of part of the clouds."""
    scene, tone, ink = field.scene, band.layers.tone, band.layers.ink
    amount = scene.scenic * (1 - 0.45 * scene.style.motif("smoke"))
    low = np.clip(band.rows.down / scene.horizon, 0.0, 1.3)
    tone *= 1 - amount * 0.80
    tone += amount * (0.08 + 0.56 * low**1.5)
    ink *= 1 - 0.6 * amount
    ink += 0.6 * amount * (0.10 + 0.62 * (1 - low))
