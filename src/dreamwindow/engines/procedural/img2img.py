"""A picture that grows from a picture.

The input guides the new picture's heights, is carried along by a slow flow, takes the prompt's colours at its own
luminance, and is mixed with the new picture band by band. Strength 0 gives the input back, 1 is txt2img.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural import bands, palette, tiles
from dreamwindow.engines.procedural.base import Guide
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import Checkpoint, develop, draw, render
from dreamwindow.engines.procedural.style import Floats, Style
from dreamwindow.engines.procedural.texture import Texture
from dreamwindow.model.frame import Pixels

_GUIDE_STEP, _FLOW_STEP = 8, 4
_CALM = -0.5
"""Roughness of the tile that flow is read from."""
_TABLE_ROWS = 8
"""Rows of the texture, less one, for which luminance is inverted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How far (``strength`` in [0, 1]) and how lively (``motion`` in [0, 2]) a picture leaves the one it grows from."""

    strength: float
    motion: float = 1.0
    keep_spread: bool = True


def grow(init: Pixels, latent: Floats, style: Style, growth: Growth, checkpoint: Checkpoint) -> Pixels:
    """``init`` (h, w, 3) grown towards ``latent`` in ``style``."""
    strength = growth.strength
    if strength <= 0:
        return init.copy()
    canvas = Canvas(init.shape[1], init.shape[0])
    if strength >= 1:
        return render(latent, style, canvas, checkpoint)
    heights = _heights(init, canvas)
    layers = draw(latent, style, canvas, checkpoint, Guide(heights, 0.6 * (1 - strength)))
    target = develop(layers, style, canvas, checkpoint)
    moved = _carried(init, canvas, heights, Texture.of(tiles.tile(latent, 0, _CALM)), growth)
    coloured = _regraded(moved, layers.ink, style)
    amount = strength**0.8 * 0.9
    own = cv2.addWeighted(moved, 1 - amount, coloured, amount, 0)
    return bands.mix(np.asarray(own, np.uint8), target, strength, keep_spread=growth.keep_spread)


def _heights(init: Pixels, canvas: Canvas) -> Floats:
    """The input's blurred luminance as heights of mean 0 and deviation about 1, (h / 8, w / 8)."""
    size = (canvas.width // _GUIDE_STEP, canvas.height // _GUIDE_STEP)
    grey = cv2.resize(cv2.cvtColor(init, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 1.5)
    return np.asarray((soft - soft.mean()) / (soft.std() + 4), np.float32)


def _carried(init: Pixels, canvas: Canvas, heights: Floats, calm: Texture, growth: Growth) -> Pixels:
    """The input along the curl of (its heights + noise), with a breath of zoom; still at strength 0 and 1."""
    pace = 4 * growth.strength * (1 - growth.strength) * growth.motion
    size = (canvas.width // _FLOW_STEP, canvas.height // _FLOW_STEP)
    noise = calm.at(canvas.columns(_FLOW_STEP) * 40, canvas.rows(_FLOW_STEP) * 40)[..., 3]
    stream = cv2.GaussianBlur(cv2.resize(heights, size) * 0.35 + noise, (0, 0), 6)
    reach = pace * canvas.unit * 0.010
    flow_x, flow_y = cv2.Sobel(stream, -1, 0, 1) * reach, cv2.Sobel(stream, -1, 1, 0) * -reach
    zoom, whole = 1 - 0.004 * pace, (canvas.width, canvas.height)
    x = canvas.columns() * (zoom * canvas.unit / 2) + (canvas.width / 2 - 0.5) + cv2.resize(flow_x, whole)
    y = canvas.rows() * (zoom * canvas.unit / 2) + (canvas.height / 2 - 0.5) + cv2.resize(flow_y, whole)
    method = cv2.INTER_LINEAR if growth.strength > 0.3 else cv2.INTER_CUBIC
    return np.asarray(cv2.remap(init, x, y, method, borderMode=cv2.BORDER_REFLECT_101), np.uint8)


def _regraded(pixels: Pixels, ink: Floats, style: Style) -> Pixels:
    """``pixels`` in the palette's colours of equal luminance; ``ink`` (h, w) says whose palette, where."""
    texture = palette.texture(style)
    luma = (texture[..., :3] @ palette.LUMA) / 255
    rows = luma[:: palette.INKS // (_TABLE_ROWS - 1)]
    table = np.stack([np.interp(np.arange(256) / 255, np.maximum.accumulate(row), np.arange(256)) for row in rows])
    ink = np.clip(ink, 0.0, 1.0)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    tone = cv2.remap(
        table.astype(np.float32), grey, ink * (len(table) - 1), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    graded = cv2.convertScaleAbs(palette.colour(texture, tone, ink * (palette.INKS - 1)))
    return np.asarray(cv2.cvtColor(graded, cv2.COLOR_RGBA2RGB), np.uint8)
