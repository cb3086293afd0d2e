"""Mixing pictures by bands of detail (Laplacian pyramid, Burt and Adelson 1983).

A low strength replaces fine detail only, a high one the layout too; each band keeps its spread, so that a thousand
frames of feedback neither grey out nor saturate.
"""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.engines.procedural.style import Floats
from dreamwindow.model.frame import Pixels

LEVELS = 6
_FINEST, _OCTAVES = 0.6, 2.2
_LEAST_GAIN, _MOST_GAIN = 0.8, 1.45


def mix(a: Pixels, b: Pixels, strength: float, *, keep_spread: bool = True) -> Pixels:
    """``a`` with its bands replaced by ``b``'s; both (h, w, 3), ``strength`` in [0, 1].

    The exponent of ``strength`` grows from .6 (finest) to 2.76 (coarsest). ``keep_spread`` off is for the trials: a
    dream without it goes grey.
    """
    left, right = _luma_chroma(a), _luma_chroma(b)
    mixed: list[Floats] = []
    for level in range(LEVELS):
        weight = strength ** (_FINEST * 2 ** (_OCTAVES * level / (LEVELS - 1)))
        if level == LEVELS - 1:
            mixed.append(_mix_band(left, right, weight, keep_spread))
            break
        size = left.shape[1::-1]
        left_low, right_low = cv2.pyrDown(left), cv2.pyrDown(right)
        left_band = cv2.subtract(left, cv2.pyrUp(left_low, dstsize=size))
        right_band = cv2.subtract(right, cv2.pyrUp(right_low, dstsize=size))
        mixed.append(_mix_band(left_band, right_band, weight, keep_spread))
        left, right = left_low, right_low
    out = mixed.pop()
    while mixed:
        band = mixed.pop()
        out = cv2.add(cv2.pyrUp(out, dstsize=band.shape[1::-1]), band)
    whole = np.clip(out + 0.5, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(whole, cv2.COLOR_YCrCb2RGB), np.uint8)


def _luma_chroma(pixels: Pixels) -> Floats:
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb).astype(np.float32)


def _mix_band(a: Floats, b: Floats, weight: float, keep_spread: bool) -> Floats:
    """(1 - weight) a + weight b, with the deviation of each channel mixed likewise."""
    mixed = cv2.addWeighted(a, 1 - weight, b, weight, 0)
    if not keep_spread:
        return np.asarray(mixed, np.float32)
    (_, spread_a), (_, spread_b), (mean, spread) = (cv2.meanStdDev(_sample(x)) for x in (a, b, mixed))
    wanted = (1 - weight) * spread_a + weight * spread_b
    gain = np.clip(wanted / (spread + 1e-6), _LEAST_GAIN, _MOST_GAIN).ravel()
    affine = np.hstack([np.diag(gain), (mean.ravel() * (1 - gain))[:, None]])
    return np.asarray(cv2.transform(mixed, affine), np.float32)


def _sample(band: Floats) -> Floats:
    """Enough of a band to know its spread by."""
    step = 2 if band.shape[0] > 128 else 1
    return np.ascontiguousarray(band[::step, ::step])
