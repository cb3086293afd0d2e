"""The palette as a texture: a style's rows of stops, blended in Oklab, as RGB that can be looked up."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.style import ROWS, STOPS, Floats, Style
from dreamwindow.imaging import oklab

INKS, TONES = 64, 256
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@lru_cache(maxsize=4)
def texture(style: Style) -> Floats:
    """(INKS, TONES, 4) float in [0, 255], RGB and a channel of padding that keeps look-ups fast; read-only."""
    lab = style.palette.astype(np.float64)
    lab[..., 1:] *= 1 + 0.7 * style.knob("sat")
    lab = oklab.turn_hue(lab, style.knob("hue") * 0.6)
    along = np.linspace(0, STOPS - 1, TONES)
    stop = np.minimum(along.astype(int), STOPS - 2)
    t = (along - stop)[:, None]
    t = t * t * (3 - 2 * t) * 0.5 + t * 0.5
    rows = lab[:, stop] * (1 - t) + lab[:, stop + 1] * t
    across = np.linspace(0, ROWS - 1, INKS)
    row = np.minimum(across.astype(int), ROWS - 2)
    u = smoothstep(0.25, 0.75, across - row)[:, None, None]
    rgb = oklab.to_srgb(rows[row] * (1 - u) + rows[row + 1] * u)
    out = np.concatenate([rgb * 255, np.zeros((INKS, TONES, 1))], axis=-1).astype(np.float32)
    out.flags.writeable = False
    return out


def colour(palette: Floats, tone: Floats, ink: Floats) -> Floats:
    """RGB and padding (n, w, 4) in [0, 255] at ``tone`` in [0, TONES) and ``ink`` in [0, INKS)."""
    return np.asarray(cv2.remap(palette, tone, ink, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def forget() -> None:
    """Drop the textures that are kept."""
    texture.cache_clear()
