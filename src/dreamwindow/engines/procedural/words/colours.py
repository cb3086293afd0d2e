"""Colour names, and the palette around one colour."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import numpy as np

from dreamwindow.engines.procedural.style import Floats
from dreamwindow.imaging import oklab

_LIGHTNESS = np.array([0.10, 0.26, 0.44, 0.62, 0.80, 0.96])
_DRIFT = np.linspace(-0.4, 0.35, len(_LIGHTNESS))


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """``rrggbb`` by name, words apart by one space, from ``colours.txt``."""
    table: dict[str, str] = {}
    for line in (files(__package__) / "colours.txt").read_text("utf-8").splitlines():
        content = line.split("#", 1)[0].strip()
        if content:
            name, _, code = content.rpartition(" ")
            table.setdefault(name.strip(), code)
    return table


@lru_cache(maxsize=512)
def ramp(code: str) -> Floats:
    """(STOPS, 3) dark to light around ``rrggbb``: chroma peaks near its own lightness, the hue drifts a little."""
    lab = oklab.from_hex(code)
    hue = np.arctan2(lab[2], lab[1]) + _DRIFT
    near = np.exp(-(((_LIGHTNESS - np.clip(lab[0], 0.35, 0.75)) / 0.36) ** 2))
    radius = oklab.chroma(lab) * near
    return np.stack([_LIGHTNESS, radius * np.cos(hue), radius * np.sin(hue)], axis=1).astype(np.float32)
