"""What a motif reads and where it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from dreamwindow.engines.procedural.canvas import Canvas, Layers, enlarged
from dreamwindow.engines.procedural.style import MOTIFS, Floats, Motif, Style
from dreamwindow.engines.procedural.texture import Texture

_NUMBERS_EACH = 512
"""How many of the latent's numbers each motif may call its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One picture to be: its latent, its style and its noise.

    ``layout`` are 64 small Gaussians (deviation 1/2) read from the latent: every number that places something comes
    from there, so that interpolating latents moves suns and grows skylines.
    """

    canvas: Canvas
    style: Style
    latent: Floats
    layout: tuple[float, ...]
    near: Texture
    """Of 256 texels and four channels: what heights, lines and patches come from."""
    scale: float
    """Tile texels along one unit of x or y."""
    scenic: float
    """How much of a landscape it is, in [0, 1]."""
    horizon: float
    """Where the horizon is, in ``down``."""

    def gaussians(self, motif: Motif, rows: int, columns: int) -> Floats:
        """(rows, columns) Gaussians of the latent that are this motif's own; the same for every size of picture.

        Raises `ValueError` for more than a motif may have, or a motif beyond the latent's end.
        """
        count, start = rows * columns, MOTIFS.index(motif) * _NUMBERS_EACH
        if count > _NUMBERS_EACH or start + count > self.latent.size:
            raise ValueError(f"the latent has no {count} numbers for {motif!r}")
        return self.latent.reshape(-1)[start : start + count].reshape(rows, columns)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some rows of a picture in the making, and their coordinates: ``x`` (1, w), ``y`` and ``down`` (n, 1)."""

    top: int
    bottom: int
    x: Floats
    y: Floats
    down: Floats
    layers: Layers
    """Of these rows: written in place."""

    @classmethod
    def of(cls, canvas: Canvas, top: int, bottom: int, whole: Layers) -> Rows:
        """The rows from ``top`` to ``bottom`` of ``whole``."""
        y = canvas.rows()[top:bottom]
        return cls(top, bottom, canvas.columns(), y, canvas.down(y), whole.part(top, bottom))


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Rows, and the noise that lies there; (n, w) each."""

    rows: Rows
    u: Floats
    v: Floats
    """Texels in the near tile after all bending."""
    bend: tuple[Floats, Floats]
    """The last part of that bending, in texels."""
    near: tuple[Floats, Floats, Floats, Floats]
    """The near tile's channels there."""
    detail: Floats
    """Fine texture of unit variance."""

    @property
    def layers(self) -> Layers:
        """Of these rows: written in place."""
        return self.rows.layers


Paint: TypeAlias = Callable[[Band], None]
"""Draws scenery on one band."""
MotifPlan: TypeAlias = Callable[[Scene], Paint]
"""Reads a motif's numbers from the scene once, and says how to draw it."""
PaintRows: TypeAlias = Callable[[Rows], None]
"""Draws foreground, which needs no noise field, on some rows."""


def layout_of(latent: Floats) -> tuple[float, ...]:
    """The layout numbers of a latent."""
    return tuple((latent[:, 0, :8] * 0.5).ravel().tolist())


def rows_of(small: Floats, scene: Scene, rows: Rows) -> Floats:
    """These rows of ``small``, a whole picture at a fraction of the size."""
    return enlarged(small, scene.canvas, rows.top, rows.bottom)
