"""Style: what a prompt comes down to. Every part of it interpolates linearly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from dreamwindow.imaging import oklab

Floats: TypeAlias = npt.NDArray[Any]
"""float32, unless said otherwise (OpenCV's stubs do not say)."""
Motif = Literal[
    "smoke", "filament", "facet", "fold", "ridge", "tree", "city", "water", "orb", "bokeh", "star", "spark", "rain",
    "caustic", "petal", "aurora", "mandala", "lantern", "flower", "grass", "coral", "kelp", "cat", "figure", "eye",
    "spiral", "planet", "contour", "circuit", "silk", "bolt", "arch", "cave", "leaf", "fall", "wave", "grid", "snow",
    "trunk", "bird", "firework", "gear", "castle", "julia",
]  # fmt: skip
Knob = Literal["freq", "warp", "rough", "contrast", "key", "glow", "mist", "sat", "horizon", "hue"]
MOTIFS: tuple[Motif, ...] = get_args(Motif)
KNOBS: tuple[Knob, ...] = get_args(Knob)
ROWS, STOPS = 4, 6
"""A style's palette: rows (a word each) of stops from dark to light."""
MAX_WEIGHT = 1.3


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """``palette`` (ROWS, STOPS, 3) Oklab; ``motifs`` in [0, MAX_WEIGHT] and ``knobs`` in [-1, 1], ordered as above."""

    palette: Floats
    motifs: Floats
    knobs: Floats

    def motif(self, name: Motif) -> float:
        """How much of a motif there is, in [0, 1]."""
        return min(1.0, float(self.motifs[_MOTIF_AT[name]]))

    def presence(self, name: Motif) -> float:
        """As `motif`, but whole from .7 on: for what is solid, and should not be half there."""
        return min(1.0, self.excess(name) / 0.7)

    def excess(self, name: Motif) -> float:
        """The motif's weight as the words gave it, in [0, MAX_WEIGHT]."""
        return float(self.motifs[_MOTIF_AT[name]])

    def knob(self, name: Knob) -> float:
        """Where a knob stands, in [-1, 1]; 0 is neutral."""
        return float(self.knobs[_KNOB_AT[name]])

    def ink_like(self, a: float, b: float) -> float:
        """The ink in [0, 1] whose row comes closest to an Oklab hue; it slides, never jumps, while palettes mix."""
        likeness = self.palette[:, 2:4, 1:] @ np.array([a, b]) / (np.hypot(a, b) + 1e-6)
        weights = np.exp(40 * likeness.mean(axis=1))
        return float((weights * np.linspace(0, 1, ROWS)).sum() / weights.sum())


_MOTIF_AT: dict[Any, int] = {name: i for i, name in enumerate(MOTIFS)}
_KNOB_AT: dict[Any, int] = {name: i for i, name in enumerate(KNOBS)}


def mix(a: Style, b: Style, t: float) -> Style:
    """The style at ``t`` in [0, 1] on the way from ``a`` to ``b``; exact ends."""
    if t in (0.0, 1.0):
        return b if t else a
    motifs, knobs = a.motifs * (1 - t) + b.motifs * t, a.knobs * (1 - t) + b.knobs * t
    return Style(_mix_palettes(a.palette, b.palette, t), motifs, knobs)


def _mix_palettes(a: Floats, b: Floats, t: float) -> Floats:
    """Rows change over one after another, a wash of colour; chroma is kept while hues turn."""
    starts = 0.6 * np.arange(ROWS) / (ROWS - 1)
    u = np.clip(t * 1.6 - starts, 0.0, 1.0)
    u = (u * u * (3 - 2 * u))[:, None, None]
    out = a * (1 - u) + b * u
    wanted = oklab.chroma(a)[..., None] * (1 - u) + oklab.chroma(b)[..., None] * u
    out[..., 1:] *= np.clip(wanted / (oklab.chroma(out)[..., None] + 1e-4), 1.0, 2.5)
    return out.astype(np.float32)
