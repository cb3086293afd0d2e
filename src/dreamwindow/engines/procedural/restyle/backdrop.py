"""The backdrop: the scene that the words mean, drawn once and kept ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np

from dreamwindow.engines.procedural import light, noise, words
from dreamwindow.engines.procedural import style as styles
from dreamwindow.engines.procedural.canvas import Canvas, Layers
from dreamwindow.engines.procedural.render import Checkpoint, draw
from dreamwindow.engines.procedural.restyle.grids import Grids, grown, shrunk
from dreamwindow.engines.procedural.restyle.strokes import directions
from dreamwindow.engines.procedural.restyle.tones import ranks
from dreamwindow.engines.procedural.style import Floats, Motif, Style
from dreamwindow.imaging import oklab
from dreamwindow.model.frame import Pixels

MOST_LIGHT = 2.0
_RIGID: tuple[Motif, ...] = ("city", "grid", "circuit", "gear", "castle", "arch", "mandala", "facet", "trunk")
"""What does not sway."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a backdrop is made from."""

    prompt: str
    negative_prompt: str
    seed: float
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """A drawn scene.

    - ``texture`` (h, w, 4) uint8: tone, ink, light (2 is 255), and nothing.
    - ``layout``: its tone without detail, *small*. ``grain``: which way it runs, *brush* size; see `directions`.
    - ``ranks``: how its tones are spread, see `tones`.
    - ``inks``: those of the words' two most vivid palettes, for what is cool and what is warm before the camera.
    - ``worded`` in [0, 1]: 0 for a prompt without a word that means anything, which then brings no colour either.
    """

    style: Style
    texture: Pixels
    layout: Floats
    grain: Floats
    ranks: Floats
    inks: tuple[float, float]
    worded: float

    @classmethod
    def drawn(cls, wish: Wish, checkpoint: Checkpoint) -> Self:
        """Draw what is wished for, which takes about as long as a picture."""
        read, canvas = words.understand(wish.prompt, wish.negative_prompt), Canvas(wish.width, wish.height)
        layers = draw(noise.walk(wish.seed), read.style, canvas, checkpoint)
        worded = any(word.taken_as != "ignored" for word in read.words)
        return cls._of(read.style, layers, Grids.of(wish.width, wish.height), float(worded))

    @classmethod
    def _of(cls, style: Style, layers: Layers, grids: Grids, worded: float) -> Self:
        gain, lift = light.exposure(layers)
        tone = np.clip(layers.tone * gain + lift, 0.0, 1.0)
        shining = np.clip(layers.light, 0.0, MOST_LIGHT)
        planes = (tone * 255, np.clip(layers.ink, 0.0, 1.0) * 255, shining * (255 / MOST_LIGHT), np.zeros_like(tone))
        soft = cv2.GaussianBlur(shrunk(tone, grids.small), (0, 0), 3.0)
        lit = np.asarray(cv2.convertScaleAbs(np.minimum(tone + 0.5 * shining, 1.0), alpha=255), np.uint8)
        return cls(
            style=style,
            texture=np.asarray(cv2.merge([cv2.convertScaleAbs(plane) for plane in planes]), np.uint8),
            layout=soft,
            grain=directions(shrunk(tone, grids.brush), 4.0),
            ranks=ranks(lit),
            inks=_inks(style),
            worded=worded,
        )

    @property
    def sway(self) -> float:
        """How far its things may sway, in [0, 1]."""
        return 1 - 0.8 * max(self.style.motif(name) for name in _RIGID)


def mix(a: Backdrop, b: Backdrop, t: float) -> Backdrop:
    """The backdrop at ``t`` in [0, 1] on the way from ``a`` to ``b``, of one size; exact ends."""
    if t <= 0 or t >= 1:
        return b if t >= 1 else a
    return Backdrop(
        style=styles.mix(a.style, b.style, t),
        texture=np.asarray(cv2.addWeighted(a.texture, 1 - t, b.texture, t, 0), np.uint8),
        layout=a.layout * (1 - t) + b.layout * t,
        grain=a.grain * (1 - t) + b.grain * t,
        ranks=a.ranks * (1 - t) + b.ranks * t,
        inks=(a.inks[0] * (1 - t) + b.inks[0] * t, a.inks[1] * (1 - t) + b.inks[1] * t),
        worded=a.worded * (1 - t) + b.worded * t,
    )


def _inks(style: Style) -> tuple[float, float]:
    """The most vivid row of the palette and the one that is vivid and most unlike it, the warmer of both last."""
    middle = style.palette[:, 1:-1].astype(np.float64)
    vivid = oklab.chroma(middle).mean(axis=1)
    first = int(vivid.argmax())
    apart = np.linalg.norm(middle - middle[first], axis=-1).mean(axis=1)
    second = int((vivid * apart).argmax())
    warmth = middle[..., 1:].sum(axis=-1).mean(axis=1)
    cool, warm = sorted((first, second), key=lambda row: float(warmth[row]))
    return cool / (styles.ROWS - 1), warm / (styles.ROWS - 1)


def waves(grids: Grids, at_s: float) -> Floats:
    """How far things sway at a time, *small*: (.., .., 2) pixels of the whole."""
    calm = _calm(grids.small)
    turns = [np.sin(2 * np.pi * at_s / period_s + i) for i, period_s in enumerate((7.3, 11.9))]
    return np.asarray((calm[..., :2] * turns[0] + calm[..., 2:] * turns[1]) * (0.006 * grids.unit), np.float32)


def _calm(size: tuple[int, int]) -> Floats:
    """Slow noise (h, w, 4) of deviation about 1."""
    coarse = noise.generator(_CALM_SEED).standard_normal((6, 6, 4), np.float32)
    return grown(coarse, size, sharp=True)


_CALM_SEED = 78
