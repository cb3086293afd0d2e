"""What a motif reads and where it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas, Layers, enlarged
from dreamwindow.engines.procedural.style import Floats, Style


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One picture to be: its latent, its style and its noise.

    ``layout`` are 64 small Gaussians (deviation 1/2) read from the latent: every number that places something comes from
    there, so that interpolating latents moves suns and grows skylines.
    """

    canvas: Canvas
    style: Style
    latent: Floats
    layout: tuple[float, ...]
    near: Floats
    """Tile (256, 256, 4) that heights, lines and patches come from."""
    scale: float
    """Tile texels along one unit of x or y."""
    scenic: float
    """How much of a landscape it is, in [0, 1]."""
    horizon: float
    """Where the horizon is, in ``down``."""


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Some rows of a picture in the making. The layers are written, the rest is only read.

    ``x`` (1, w) and ``y``, ``down`` (n, 1) as `Canvas` says; ``u``, ``v`` (n, w) texels in the near tile after all
    warping, ``bend`` the last part of that warping; ``near`` its four channels there; ``detail`` fine texture.
    """

    top: int
    bottom: int
    x: Floats
    y: Floats
    down: Floats
    u: Floats
    v: Floats
    bend: tuple[Floats, Floats]
    near: tuple[Floats, Floats, Floats, Floats]
    detail: Floats
    layers: Layers


Paint: TypeAlias = Callable[[Band], None]
"""Draws a motif on one band."""
MotifPlan: TypeAlias = Callable[[Scene], Paint]
"""Reads a motif's numbers from the scene once, and says how to draw it."""


def layout_of(latent: Floats) -> tuple[float, ...]:
    """The layout numbers of a latent."""
    return tuple((latent[:, 0, :8] * 0.5).ravel().tolist())


def column_of(small: Floats, scene: Scene, band: Band) -> Floats:
    """This band's rows of ``small``, a whole picture at a fraction of the size."""
    return enlarged(small, scene.canvas, band.top, band.bottom)


def screen(under: Floats, over: Floats) -> Floats:
    """Both lights at once, never over 1: 1 - (1 - under)(1 - over)."""
    return np.asarray(under + over - under * over)
