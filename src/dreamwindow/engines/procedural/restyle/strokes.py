"""Brush strokes: things smeared along the forms of a picture.

Which way a picture runs is held by its structure tensor as a doubled angle, which can be averaged; smearing doubles its
reach with each step (line integral convolution, Cabral and Leedom 1993), the same on both sides of a place.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural import noise
from dreamwindow.engines.procedural.restyle.grids import displaced, looked_up, places
from dreamwindow.engines.procedural.style import Floats
from dreamwindow.model.frame import Pixels

_BRISTLE_SIDE, _BRISTLE_SEED, _BRISTLE_WIDTH = 256, 79, 1.2
_BRISTLE_DEVIATION = 0.16
_HAIR_MEAN, _HAIR_DEVIATION = 128, 40
"""Of the bristles before they are smeared, of 255."""
_REACHES = (1.3, 2.6, 4.4)
"""Pixels that each smearing step reaches."""
_BACKDROP_PULL = 0.06


def directions(grey: Floats, softness: float) -> Floats:
    """(h, w, 3): cosine and sine of twice the angle across the forms, times their energy, and that energy."""
    x, y = cv2.Scharr(grey, cv2.CV_32F, 1, 0), cv2.Scharr(grey, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.GaussianBlur(cv2.merge([x * x - y * y, 2 * x * y, x * x + y * y]), (0, 0), softness))


def along(forms: Floats, grain: Floats) -> Floats:
    """Unit vectors (h, w, 2) along ``forms``, and along ``grain`` where they have no direction of their own."""
    pull = np.float32(_BACKDROP_PULL / (float(grain[..., 2].mean()) + 1e-6))
    cosine, sine, _ = cv2.split(forms + grain * pull)
    cosine = np.clip(cosine / (np.sqrt(cosine * cosine + sine * sine) + 1e-12), -1, 1)
    half_sine = np.sqrt((1 - cosine) / 2)
    return np.asarray(cv2.merge([half_sine, np.copysign(np.sqrt((1 + cosine) / 2), -sine)]), np.float32)


def brushed(picture: Pixels, drift: Floats, way: Floats) -> tuple[Pixels, Floats]:
    """``picture`` (h, w, 3) smeared along ``way``, and what bristles leave, (h, w) of deviation .16.

    The bristles stay with what is seen while that has moved by ``drift`` (h, w, 2).
    """
    at = (drift + places(drift.shape[1], drift.shape[0])) % _BRISTLE_SIDE
    hairs = looked_up(_hairs(), np.asarray(at, np.float32))
    smeared = cv2.merge([*cv2.split(picture), hairs])
    for reach in _REACHES:
        ahead, behind = displaced(smeared, way * reach), displaced(smeared, way * -reach)
        smeared = cv2.addWeighted(ahead, 0.5, behind, 0.5, 0)
    left = smeared[..., 3] - np.float32(_HAIR_MEAN)
    relief = left * (_BRISTLE_DEVIATION / (float(left.std()) + 1e-6))
    return np.ascontiguousarray(smeared[..., :3], np.uint8), np.asarray(relief, np.float32)


@lru_cache(maxsize=1)
def _hairs() -> Pixels:
    """Soft white noise that wraps, with its first row and column once more at its end."""
    white = noise.generator(_BRISTLE_SEED).standard_normal((_BRISTLE_SIDE, _BRISTLE_SIDE), np.float32)
    margin = 8
    wide = cv2.copyMakeBorder(white, margin, margin, margin, margin, cv2.BORDER_WRAP)
    soft = cv2.GaussianBlur(wide, (0, 0), _BRISTLE_WIDTH)[margin : 1 - margin, margin : 1 - margin]
    grey = np.clip(_HAIR_MEAN + soft * (_HAIR_DEVIATION / soft.std()), 0, 255)
    return np.ascontiguousarray(np.rint(grey), np.uint8)


def forget() -> None:
    """Drop the bristles that are kept."""
    _hairs.cache_clear()
