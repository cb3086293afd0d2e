"""Soft histograms: counted in fine bins, then shared out linearly between the two nearest coarse ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from dreamwindow.imaging.descriptor.views import Floats


def index(values: npt.NDArray[Any], low: float, high: float, bins: int) -> npt.NDArray[np.int32]:
    """The bin in [0, ``bins``) of each value; what lies outside [``low``, ``high``] counts at the end."""
    scaled = (values - low) * (bins / (high - low))
    return np.clip(scaled, 0, bins - 1).astype(np.int32)


def hats(fine: int, coarse: int) -> Floats:
    """(fine, coarse): how each fine bin is shared between coarse bins whose centres span the range, ends included."""
    at = (np.arange(fine) + 0.5) / fine * (coarse - 1)
    return _shares(np.abs(at[:, None] - np.arange(coarse)))


def round_hats(fine: int, coarse: int) -> Floats:
    """As `hats`, on a circle."""
    apart = np.abs((np.arange(fine)[:, None] + 0.5) / fine * coarse - np.arange(coarse))
    return _shares(np.minimum(apart, coarse - apart))


def _shares(apart: npt.NDArray[Any]) -> Floats:
    return np.asarray(np.clip(1 - apart, 0, None), np.float32)
