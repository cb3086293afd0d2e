"""The noise latent: z ~ N(0, 1), (8, 64, 64), from a counter-based generator.

A seed is a place, and a fractional seed lies between two places, so that a seed can walk.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from dreamwindow.engines.procedural.style import Floats
from dreamwindow.imaging.latents import spherical_lerp

CHANNELS, LATTICE = 8, 64
SHAPE = (CHANNELS, LATTICE, LATTICE)
_SEED_BITS = 2**63 - 1
_PARTNER = 1 << 40


def generator(seed: int) -> np.random.Generator:
    """Philox keyed by ``seed``; the same numbers in every process."""
    return np.random.Generator(np.random.Philox(seed & _SEED_BITS))


@lru_cache(maxsize=8)
def white(seed: int) -> Floats:
    """z of a whole seed; read-only."""
    z = generator(seed).standard_normal(SHAPE, np.float32)
    z.flags.writeable = False
    return z


def walk(seed: float) -> Floats:
    """z at ``seed``: between two whole seeds it is their slerp."""
    start = math.floor(seed)
    part = seed - start
    return between(white(start), white(start + 1), part) if part else white(start)


def between(a: Floats, b: Floats, t: float) -> Floats:
    """Slerp of two latents as wholes."""
    mixed: Floats = spherical_lerp(a[None], b[None], t)
    return np.asarray(mixed[0])


def orbit(z: Floats, seed: float, phase: float) -> Floats:
    """``z`` turned by ``phase`` radians towards a partner of its own: a full turn is a seamless loop."""
    if not phase:
        return z
    partner = white(math.floor(seed) + _PARTNER)
    return np.asarray(math.cos(phase) * z + math.sin(phase) * partner, np.float32)


def forget() -> None:
    """Drop the latents that are kept."""
    white.cache_clear()
