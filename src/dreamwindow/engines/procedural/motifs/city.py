"""Towers and their windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.scene import Scene
from dreamwindow.engines.procedural.style import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Towers:
    """A row of towers: which one stands in a column, and its height in ``down``; (w,) each."""

    index: npt.NDArray[np.integer[Any]]
    height: Floats


def towers(scene: Scene, index: int, nearness: float) -> Towers:
    """Widths are positive numbers of the latent, edges their running sum: all of it moves continuously."""
    canvas, z = scene.canvas, scene.latent
    count = min(64, int(30 * canvas.half_width * (1.25 - 0.75 * nearness)))
    edges = np.cumsum(np.exp(0.7 * z[6, index, :count]))
    edges = (edges / edges[-1] * 2.4 - 1.2) * canvas.half_width
    which = np.clip(np.searchsorted(edges, canvas.columns()[0]), 0, count - 1)
    heights = np.abs(np.tanh(z[7, index, :count])) ** 1.5 * (0.46 - 0.16 * nearness) + 0.02
    return Towers(which, heights[which].astype(np.float32))


def windows(scene: Scene, index: int, nearness: float, built: Towers, y: Floats) -> Floats:
    """Lit windows on a grid, (n, w)."""
    across = scene.canvas.columns()[0] * (46 - 22 * nearness)
    up = y[:, 0] * (70 - 32 * nearness)
    floor = (np.floor(up).astype(np.int64) * 7 + 13 * index) % tiles.FIXED_SIDE
    room = (np.floor(across).astype(np.int64) * 5 + built.index * 3) % tiles.FIXED_SIDE
    lit = np.clip(tiles.grain()[floor][:, room] - 0.75, 0.0, 1.2) * (0.95 * scene.style.motif("city"))
    pane = ((up % 1 > 0.35) & (up % 1 < 0.8))[:, None] & ((across % 1 > 0.3) & (across % 1 < 0.85))[None]
    return np.asarray(lit * pane, np.float32)
