"""A contact sheet: what a prompt looks like from a few seeds, over the palette it was read as."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dreamwindow.engines.procedural import noise, palette
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.words import understand
from dreamwindow.model.frame import Pixels

SEEDS = (1.0, 2.0, 3.0, 4.0)
_STRIP = 16
"""A row of the palette is a sixteenth of a picture high."""


def contact_sheet(prompt: str, negative: str = "", seeds: Sequence[float] = SEEDS, side: int = 256) -> Pixels:
    """(side + side / 4, side x seeds, 3): a picture for each seed, and under them the palette's four rows.

    ``side`` is a multiple of 64. It blocks, a few hundredths of a second a picture.
    """
    style = understand(prompt, negative).style
    pictures = [render(noise.walk(seed), style, Canvas(side, side), lambda _: None) for seed in seeds]
    texture = palette.texture(style)[:: palette.INKS // 4, :, :3]
    tones = np.linspace(0, palette.TONES - 1, side * len(seeds)).astype(int)
    strips = np.repeat(texture[:, tones], side // _STRIP, axis=0)
    return np.vstack([np.hstack(pictures), np.rint(strips).astype(np.uint8)])
