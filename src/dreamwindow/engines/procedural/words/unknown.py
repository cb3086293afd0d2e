"""Words that no lexicon knows: hashed to small, harmonised shifts, never to garish hues."""

from __future__ import annotations

import hashlib

import numpy as np

from dreamwindow.engines.procedural.style import Floats, Knob, Motif

MOTIFS: tuple[Motif, ...] = ("smoke", "filament", "bokeh", "star", "caustic", "petal")
KNOBS: tuple[Knob, ...] = ("freq", "warp", "rough", "hue")
_LIGHTNESS = np.array([0.10, 0.27, 0.46, 0.65, 0.82, 0.97])
_CHROMA = np.array([0.5, 0.9, 1.1, 0.95, 0.6, 0.2])
_AROUND_THE_WHEEL = (0.0, 0.08, 0.5, -0.08)


def fractions(word: str) -> tuple[float, ...]:
    """Eight numbers in [0, 1) that ``word`` always has."""
    digest = hashlib.blake2b(word.encode(), digest_size=32).digest()
    return tuple(float(x) / 2**32 for x in np.frombuffer(digest, "<u4"))


def palette(hue: float, span: float, strength: float) -> Floats:
    """(STOPS, 3) Oklab around ``hue``, in turns; ``span`` and ``strength`` in [0, 1]: how far it turns, its chroma."""
    hues = 2 * np.pi * hue + np.linspace(-0.5, 0.5, len(_LIGHTNESS)) * (span - 0.5) * 3.0
    radius = (0.06 + 0.07 * strength) * _CHROMA
    return np.stack([_LIGHTNESS, radius * np.cos(hues), radius * np.sin(hues)], axis=1).astype(np.float32)


def harmony(words: list[str], rows: int) -> list[Floats]:
    """Palettes for at most ``rows`` words, their hues in harmony with the first word's."""
    hashes = [fractions(word) for word in words[:rows]]
    first = hashes[0][0]
    turns = (turn * (0.6 + 0.8 * h[0]) for turn, h in zip(_AROUND_THE_WHEEL * rows, hashes, strict=False))
    return [palette((first + turn) % 1, h[1], h[2]) for turn, h in zip(turns, hashes, strict=True)]
