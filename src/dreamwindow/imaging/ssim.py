"""Structural similarity of two pictures (Wang, Bovik, Sheikh and Simoncelli 2004).

On luma, with the paper's Gaussian window of 11 x 11 and deviation 1.5, K1 = .01 and K2 = .03, over the pixels whose
window lies inside. As its authors' program does, a picture is shrunk first until its shorter side is near 256 pixels,
the scale at which the measure agrees with eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.model.frame import Pixels

_WINDOW, _DEVIATION = 11, 1.5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_SIDE = 256

Floats: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """A picture ready to be compared with many: luma, its local means and local variances, all (h, w) float32."""

    luma: Floats
    means: Floats
    variances: Floats

    @classmethod
    def of(cls, image: Pixels) -> Structure:
        """Of a picture (H, W, 3) whose sides are at least 11."""
        luma = _luma(image)
        means = _blurred(luma)
        return cls(luma, means, _blurred(luma * luma) - means * means)


def ssim(a: Structure, b: Structure) -> float:
    """Mean SSIM of two pictures of one size, in [-1, 1]; 1 for the same."""
    means = a.means * b.means
    covariances = _blurred(a.luma * b.luma)
    covariances -= means
    likeness = _scaled(means, 2, _C1)
    likeness *= _scaled(covariances, 2, _C2)
    extent = a.means * a.means
    extent += b.means * b.means
    extent += _C1
    extent *= _scaled(a.variances + b.variances, 1, _C2)
    likeness /= extent
    edge = _WINDOW // 2
    return float(likeness[edge:-edge, edge:-edge].mean())


def _scaled(values: Floats, factor: float, offset: float) -> Floats:
    """``factor * values + offset``, in their place."""
    values *= factor
    values += offset
    return values


def _luma(image: Pixels) -> Floats:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    factor = round(min(grey.shape) / _SIDE)
    if factor > 1:
        size = (grey.shape[1] // factor, grey.shape[0] // factor)
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.float32)


def _blurred(values: Floats) -> Floats:
    return np.asarray(cv2.GaussianBlur(values, (_WINDOW, _WINDOW), _DEVIATION))
