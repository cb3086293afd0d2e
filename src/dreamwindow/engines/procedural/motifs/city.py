"""Towers: setbacks, masts, lit windows and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Scene
from dreamwindow.engines.procedural.style import Floats

_MOST = 64
_SEED = 613
_MAST = 0.0045
"""Half a mast's width."""


@dataclass(frozen=True, slots=True, eq=False)
class Towers:
    """One row of towers, by column (w,): which stands there, where in it from 0 to 1, its height in ``down``.

    ``tint`` and ``shade`` are added to ink and tone, ``room`` counts windows along the row, ``sign`` is 1 where a sign
    hangs and ``pane`` where a window can be.
    """

    index: npt.NDArray[np.integer[Any]]
    height: Floats
    tint: Floats
    shade: Floats
    room: npt.NDArray[np.integer[Any]]
    pane: npt.NDArray[np.bool_]
    sign: npt.NDArray[np.bool_]


def towers(scene: Scene, index: int, nearness: float) -> Towers:
    """Widths are positive numbers of the latent, edges their running sum: all of it moves continuously."""
    canvas, z = scene.canvas, scene.latent
    count = min(_MOST, int(26 * canvas.half_width * (1.25 - 0.75 * nearness)))
    widths = np.exp(0.5 * z[6, index, :count])
    edges = np.concatenate([[0.0], np.cumsum(widths)])
    edges = (edges / edges[-1] * 2.4 - 1.2) * canvas.half_width
    x = canvas.columns()[0]
    which = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, count - 1)
    wide = (edges[1:] - edges[:-1])[which]
    across = (x - edges[which]) / wide
    fixed = generator(_SEED + index).random((5, _MOST))[:, which]
    tall = np.abs(np.tanh(z[7, index, :count][which])) ** 1.5 * (0.46 - 0.16 * nearness) + 0.03
    off = np.abs(across - 0.5)
    stepped = np.where(off < 0.5 * (0.55 + 0.45 * fixed[0]), 1.0, 0.72 + 0.2 * fixed[1])
    height = tall * np.where(off < 0.14, 1.0 + 0.10 * (fixed[2] > 0.6), stepped)
    mast = (off * wide < _MAST) & (fixed[2] > 0.45)
    height = np.where(off > 0.485, 0.5 * height, height) + mast * np.minimum(tall, 0.2) * 0.22
    panes = 3 + np.floor(fixed[3] * 5)
    place = across * panes
    return Towers(
        index=which,
        height=height.astype(np.float32),
        tint=(0.30 * np.tanh(z[4, index, :count])[which]).astype(np.float32),
        shade=(0.07 * (fixed[4] - 0.5) - 0.055 * (across > 0.70)).astype(np.float32),
        room=np.floor(place).astype(np.int64) * 7 + which * 13,
        pane=(place % 1 > 0.28) & (place % 1 < 0.80) & (off < 0.46),
        sign=(np.abs(across - 0.84) < 0.06) & (fixed[3] > 0.62),
    )


def windows(scene: Scene, index: int, nearness: float, built: Towers, below: Floats, y: Floats) -> Floats:
    """Light of windows and signs, (n, w); ``below`` is how far under its roof a place is, in ``down``."""
    storeys = y[:, 0] * (78 - 40 * nearness)
    floor = np.floor(storeys).astype(np.int64) * 11 + 29 * index
    grain = tiles.grain()[floor % tiles.FIXED_SIDE][:, built.room % tiles.FIXED_SIDE]
    lit = np.clip(grain - 0.55, 0.0, 1.1) * ((storeys % 1 > 0.30) & (storeys % 1 < 0.80))[:, None] * built.pane
    strip = built.sign & (below > 0.03) & (below < 0.15) & (grain > -1.1)
    city, night = scene.style.motif("city"), 0.62 - 0.6 * scene.style.knob("key")
    return np.asarray((lit * (0.55 + 0.45 * nearness) + strip * 0.9) * (city * min(1.0, night)), np.float32)
