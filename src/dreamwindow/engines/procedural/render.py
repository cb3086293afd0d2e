"""A latent and a style into pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from dreamwindow.engines.procedural import motifs, tiles
from dreamwindow.engines.procedural.base import Guide, ground
from dreamwindow.engines.procedural.canvas import Canvas, Layers, bands
from dreamwindow.engines.procedural.field import field
from dreamwindow.engines.procedural.light import Developer
from dreamwindow.engines.procedural.scene import Rows, Scene, layout_of
from dreamwindow.engines.procedural.space import texels_per_unit
from dreamwindow.engines.procedural.style import Floats, Motif, Style
from dreamwindow.engines.procedural.texture import Texture
from dreamwindow.model.frame import Pixels

Checkpoint: TypeAlias = Callable[[float], None]
"""Called now and then with how much is done, in [0, 1]; it may raise in order to end the work."""

_LANDSCAPES: dict[Motif, float] = {
    "ridge": 1.0, "city": 1.0, "water": 1.0, "wave": 0.9, "grid": 0.8, "grass": 0.8, "aurora": 0.7, "orb": 0.6,
    "rain": 0.5,
}  # fmt: skip
"""How much of a landscape each motif makes a picture."""


def render(latent: Floats, style: Style, canvas: Canvas, checkpoint: Checkpoint, guide: Guide | None = None) -> Pixels:
    """Draw ``latent`` (8, 64, 64) in a ``style``. How many rows are drawn at once makes no difference to a pixel."""
    return develop(draw(latent, style, canvas, checkpoint, guide), style, canvas, checkpoint)


def draw(latent: Floats, style: Style, canvas: Canvas, checkpoint: Checkpoint, guide: Guide | None = None) -> Layers:
    """The picture before it has colour."""
    scene, far = _scene(latent, style, canvas)
    warped, layers = field(scene, far), Layers.empty(canvas)
    paints = motifs.scenery(scene)
    for top, bottom in bands(canvas):
        band = warped.band(top, bottom, layers)
        ground(warped, band, guide)
        for paint in paints:
            paint(band)
        checkpoint(0.6 * bottom / canvas.height)
    for paint_rows in motifs.foreground(scene, layers):
        for top, bottom in bands(canvas):
            paint_rows(Rows.of(canvas, top, bottom, layers))
    return layers


def develop(layers: Layers, style: Style, canvas: Canvas, checkpoint: Checkpoint) -> Pixels:
    """Finished layers into pixels."""
    out = np.empty((canvas.height, canvas.width, 3), np.uint8)
    developer = Developer(canvas, style, layers)
    for top, bottom in bands(canvas):
        developer.develop(top, bottom, out)
        checkpoint(0.6 + 0.4 * bottom / canvas.height)
    return out


def _scene(latent: Floats, style: Style, canvas: Canvas) -> tuple[Scene, Texture]:
    """The scene, and the tile that bends it."""
    rough, layout = style.knob("rough"), layout_of(latent)
    scenic = max(share * style.excess(motif) for motif, share in _LANDSCAPES.items())
    scene = Scene(
        canvas=canvas,
        style=style,
        latent=latent,
        layout=layout,
        near=Texture.of(tiles.tile(latent, 4, rough)),
        scale=texels_per_unit(style.knob("freq")),
        scenic=min(1.0, scenic),
        horizon=0.60 + 0.25 * style.knob("horizon") + 0.03 * layout[7],
    )
    return scene, Texture.of(tiles.tile(latent, 0, rough))
