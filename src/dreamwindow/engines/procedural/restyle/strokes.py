"""Brush strokes: things smeared along the forms of a picture.

Which way a picture runs is held by its structure tensor as a doubled angle, which can be averaged; smearing doubles its
reach with each step (line integral convolution, Cabral and Leedom 1993), the same on both sides of a place.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural import noise
from dreamwindow.engines.procedural.restyle.grids import displaced, places
from dreamwindow.engines.procedural.style import Floats

_BRISTLE_SIDE, _BRISTLE_SEED, _BRISTLE_WIDTH = 256, 79, 1.2
_BRISTLE_DEVIATION = 0.16
_OIL, _BRISTLES = (1.0, 2.0, 3.0), (1.5, 3.0, 5.0)
"""Pixels that each smearing step reaches, for colours and for bristles."""
_BACKDROP_PULL = 0.06


def directions(grey: Floats, softness: float) -> Floats:
    """(h, w, 3): cosine and sine of twice the angle across the forms, times their energy, and that energy."""
    x, y = cv2.Scharr(grey, cv2.CV_32F, 1, 0), cv2.Scharr(grey, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.GaussianBlur(cv2.merge([x * x - y * y, 2 * x * y, x * x + y * y]), (0, 0), softness))


def along(forms: Floats, grain: Floats) -> Floats:
    """Unit vectors (h, w, 2) along ``forms``, and along ``grain`` where they have no direction of their own."""
    pull = np.float32(_BACKDROP_PULL / (float(grain[..., 2].mean()) + 1e-6))
    double = forms[..., :2] + grain[..., :2] * pull
    angle = np.arctan2(double[..., 1], double[..., 0]) / 2 + math.pi / 2
    return np.asarray(cv2.merge([np.cos(angle), np.sin(angle)]), np.float32)


def oil(picture: Floats, way: Floats) -> Floats:
    """``picture`` smeared along ``way``."""
    return _smeared(picture, way, _OIL)


def bristles(drift: Floats, way: Floats) -> Floats:
    """What a brush leaves, (h, w) of deviation .16; it stays with what is seen while that has moved by ``drift``."""
    x, y = places(drift.shape[1], drift.shape[0])
    at_x, at_y = (drift[..., 0] + x) % _BRISTLE_SIDE, (drift[..., 1] + y) % _BRISTLE_SIDE
    hairs = cv2.remap(_hairs(), at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    smeared = _smeared(hairs, way, _BRISTLES)
    return np.asarray(smeared * (_BRISTLE_DEVIATION / (float(smeared.std()) + 1e-6)), np.float32)


def _smeared(image: Floats, way: Floats, reaches: tuple[float, ...]) -> Floats:
    for reach in reaches:
        ahead, behind = displaced(image, way * reach), displaced(image, way * -reach)
        image = cv2.addWeighted(ahead, 0.5, behind, 0.5, 0)
    return image


@lru_cache(maxsize=1)
def _hairs() -> Floats:
    """Soft white noise of unit deviation that wraps, with its first row and column once more at its end."""
    white = noise.generator(_BRISTLE_SEED).standard_normal((_BRISTLE_SIDE, _BRISTLE_SIDE), np.float32)
    margin = 8
    wide = cv2.copyMakeBorder(white, margin, margin, margin, margin, cv2.BORDER_WRAP)
    soft = cv2.GaussianBlur(wide, (0, 0), _BRISTLE_WIDTH)[margin : 1 - margin, margin : 1 - margin]
    return np.ascontiguousarray(soft / soft.std())


def forget() -> None:
    """Drop the bristles that are kept."""
    _hairs.cache_clear()
