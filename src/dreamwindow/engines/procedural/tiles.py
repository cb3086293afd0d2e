"""Noise tiles: fractal noise on a wrapping square, linear in z.

Octave n is the 2x2 block mean (times 2, so that it stays N(0, 1)) of the octave above; octaves are summed coarse to
fine with weight n^-H. Being linear in z, a slerp of latents keeps its contrast.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.style import Floats
from dreamwindow.engines.procedural.texture import Texture

SIDE = 256
"""Texels along a tile, which wraps."""
_COARSEST = 4
_OCTAVES = (4, 8, 16, 32, 64)
_CONTRAST = 1 / 0.85


def tile(z: Floats, first: int, roughness: float) -> Floats:
    """Four channels of ``z`` from ``first`` on as a (SIDE, SIDE, 4) tile of deviation 1.2 (smooth) to 1.45 (rough).

    ``roughness`` in [-1, 1]: H = 1.05 - 0.45 roughness.
    """
    hurst = 1.05 - 0.45 * roughness
    octaves = [np.ascontiguousarray(z[first : first + 4].transpose(1, 2, 0))]
    while octaves[-1].shape[0] > _COARSEST:
        octaves.append(cv2.resize(octaves[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) * 2)
    total = octaves.pop() * _COARSEST**-hurst
    for octave in reversed(octaves):
        total = enlarge(total, octave.shape[0]) + octave * octave.shape[0] ** -hurst
    deviation = math.sqrt(sum(n ** (-2 * hurst) for n in _OCTAVES))
    return enlarge(total, SIDE) * (_CONTRAST / deviation)


def enlarge(square: Floats, side: int) -> Floats:
    """A wrapping square, cubic-upsampled to ``side``, a multiple of its own."""
    margin, factor = 2, side // square.shape[0]
    padded = cv2.copyMakeBorder(square, margin, margin, margin, margin, cv2.BORDER_WRAP)
    wide = cv2.resize(padded, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    inner = slice(margin * factor, margin * factor + side)
    return np.ascontiguousarray(wide[inner, inner])


FIXED_SIDE = 512
"""Texels along the textures below: the same for every picture, so that grain does not boil."""
_FIXED_SEED = 77


@lru_cache(maxsize=1)
def detail() -> Texture:
    """Fine texture of unit variance, (512, 512)."""
    random = generator(_FIXED_SEED)
    octaves = ((128, 1.0), (256, 0.6))
    total = sum(w * enlarge(random.standard_normal((n, n), np.float32), FIXED_SIDE) for n, w in octaves)
    return Texture.of(np.asarray(total / np.std(total), np.float32))


@lru_cache(maxsize=1)
def stars() -> Texture:
    """A few hundred soft points of unequal brightness, (512, 512)."""
    random, count = generator(_FIXED_SEED + 1), 420
    sky = np.zeros((FIXED_SIDE, FIXED_SIDE), np.float32)
    places = random.integers(0, FIXED_SIDE, (2, count))
    sky[places[0], places[1]] = random.random(count, np.float32) ** 4 * 6 + 0.6
    soft = cv2.GaussianBlur(np.tile(sky, (3, 3)), (0, 0), 0.75) * 3
    return Texture.of(soft[FIXED_SIDE : 2 * FIXED_SIDE, FIXED_SIDE : 2 * FIXED_SIDE])


@lru_cache(maxsize=1)
def grain() -> Floats:
    """White noise, (512, 512)."""
    return generator(_FIXED_SEED + 2).standard_normal((FIXED_SIDE, FIXED_SIDE), np.float32)
