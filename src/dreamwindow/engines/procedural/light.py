"""From layers to pixels: palette, light with bloom, vignette and grain."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural import palette, tiles
from dreamwindow.engines.procedural.canvas import Canvas, Layers, enlarged
from dreamwindow.engines.procedural.style import Floats, Style
from dreamwindow.model.frame import Pixels

_BLOOM_STEP = 8
_GRAIN = 1.6
_SAMPLE, _LEAST_SPREAD, _MOST_GAIN = 4, 0.24, 2.6
_DARKEST, _LIGHTEST = 0.30, 0.66
"""Mean tones beyond which a picture is pulled back."""


class Developer:
    """Turns finished layers into pixels, band by band.

    ``exposed`` is the `exposure` where it is known already; ``grain`` in [0, 1] is how much of it there is.
    """

    def __init__(
        self,
        canvas: Canvas,
        style: Style,
        layers: Layers,
        exposed: tuple[float, float] | None = None,
        grain: float = 1.0,
    ) -> None:
        self._canvas, self._layers, self._grain = canvas, layers, grain
        self._palette = palette.texture(style)
        self._gain, self._lift = exposed or exposure(layers)
        self._bloom = _bloom(canvas, layers.light, 0.55 * (0.35 + 0.65 * max(0.0, style.knob("glow"))))

    def develop(self, top: int, bottom: int, out: Pixels) -> None:
        """Write the rows from ``top`` to ``bottom`` of ``out``, a whole picture."""
        part = self._layers.part(top, bottom)
        ink = np.clip(part.ink, 0.0, 1.0) * (palette.INKS - 1)
        tone = np.clip(part.tone * self._gain + self._lift, 0.0, 1.0) * (palette.TONES - 1)
        picture = palette.colour(self._palette, tone, ink)
        if self._bloom is not None:
            light = np.clip(part.light, 0.0, 1.3) + enlarged(self._bloom, self._canvas, top, bottom)
            self._shine(picture, light, ink)
        shade, grain = _finish(self._canvas)
        shade, grain = shade[top:bottom], grain[top:bottom]
        cv2.multiply(picture, cv2.merge((shade, shade, shade, shade)), dst=picture)
        if self._grain:
            cv2.scaleAdd(cv2.merge((grain, grain, grain, grain)), self._grain, picture, dst=picture)
        cv2.cvtColor(cv2.convertScaleAbs(np.maximum(picture, 0, out=picture)), cv2.COLOR_RGBA2RGB, dst=out[top:bottom])

    def _shine(self, picture: Floats, light: Floats, ink: Floats) -> None:
        """Screen the light, in the palette's bright end, over the picture."""
        tone = np.minimum(150 + light * 95, palette.TONES - 1.0)
        bright = palette.colour(self._palette, tone, (palette.INKS - 1) - ink * 0.5)
        strength = np.clip(light, 0.0, 1.0) * (1 / 255)
        cv2.multiply(bright, cv2.merge((strength, strength, strength, strength)), dst=bright)  # now in [0, 1]
        picture += bright * (255 - picture)


def exposure(layers: Layers) -> tuple[float, float]:
    """Gain and lift of tone that keep a picture from being flat, or nearly all dark or light; mostly (1, 0)."""
    tone, light = (np.clip(layer[::_SAMPLE, ::_SAMPLE], 0.0, 1.0) for layer in (layers.tone, layers.light))
    mean, spread = float(tone.mean()), float(np.std(tone + 0.5 * light))
    gain = min(_MOST_GAIN, max(1.0, _LEAST_SPREAD / (spread + 1e-6)))
    wanted = mean + 0.8 * max(0.0, _DARKEST - mean) - 0.8 * max(0.0, mean - _LIGHTEST)
    return gain, wanted - mean * gain


def _bloom(canvas: Canvas, light: Floats, amount: float) -> Floats | None:
    """What spills over from bright places, at an eighth of the size; None in the dark."""
    if not light.any():
        return None
    size = (canvas.width // _BLOOM_STEP, canvas.height // _BLOOM_STEP)
    small = cv2.resize(np.clip(light, 0.0, 1.5), size, interpolation=cv2.INTER_AREA)
    reach = canvas.unit / _BLOOM_STEP
    narrow, wide = cv2.GaussianBlur(small, (0, 0), reach * 0.035), cv2.GaussianBlur(small, (0, 0), reach * 0.12)
    return np.asarray((narrow + wide) * amount, np.float32)


@lru_cache(maxsize=4)
def _finish(canvas: Canvas) -> tuple[Floats, Floats]:
    """Vignette to multiply by, and grain to add, in steps of 8 bit, (h, w) each."""
    edge = (canvas.columns() / canvas.half_width) ** 2 + (canvas.rows() / canvas.half_height) ** 2
    shade = 1 - 0.20 * np.clip(edge - 0.35, 0.0, 2.0)
    repeats = (-(-canvas.height // tiles.FIXED_SIDE), -(-canvas.width // tiles.FIXED_SIDE))
    grain = np.tile(tiles.grain() * _GRAIN, repeats)[: canvas.height, : canvas.width]
    return shade.astype(np.float32), np.ascontiguousarray(grain)


def forget() -> None:
    """Drop what is kept for each size."""
    _finish.cache_clear()
