"""Every motif by itself: it shows, it moves without jumping, and it does not know about bands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.style import MOTIFS, Motif, Style
from dreamwindow.model.frame import Pixels
from tests.contract.engine_suite import difference
from tests.engines.procedural.pictures import carry_on

CANVAS = Canvas(144, 112, band_rows=64)
MODIFIERS = ("tree",)
"""What only shows on a ridge."""


def drawn(motif: Motif, weight: float = 1.0, seed: float = 3.0, canvas: Canvas = CANVAS) -> Pixels:
    base = words.understand("dusk").style
    motifs = np.zeros(len(MOTIFS), np.float32)
    if motif in MODIFIERS:
        motifs[MOTIFS.index("ridge")] = 1.0
    motifs[MOTIFS.index(motif)] = weight
    knobs = np.zeros_like(base.knobs)
    knobs[5] = 0.5  # glow, which smoke needs in order to show
    return render(noise.walk(seed), Style(base.palette, motifs, knobs), canvas, carry_on)


@pytest.mark.parametrize("motif", MOTIFS)
def test_shows(motif: Motif) -> None:
    assert difference(drawn(motif, 1.0), drawn(motif, 0.0)) > 0.2


@pytest.mark.parametrize("motif", MOTIFS)
def test_does_not_know_about_bands(motif: Motif) -> None:
    assert np.array_equal(drawn(motif), drawn(motif, canvas=Canvas(144, 112, band_rows=16)))


@pytest.mark.parametrize("motif", MOTIFS)
def test_moves_without_jumping(motif: Motif) -> None:
    steps = [difference(drawn(motif, seed=3.3 + 0.002 * i), drawn(motif, seed=3.302 + 0.002 * i)) for i in range(6)]
    assert 0 < max(steps) < 0.35 * difference(drawn(motif, seed=3.3), drawn(motif, seed=9.0)) + 0.5


@pytest.mark.parametrize("motif", MOTIFS)
def test_fades_in(motif: Motif) -> None:
    weights = np.linspace(0.0, 0.8, 33)
    frames = [drawn(motif, float(weight)) for weight in weights]
    steps = [difference(a, b) for a, b in pairwise(frames)]
    assert max(steps) < 0.3 * difference(frames[0], frames[-1]) + 1.0
