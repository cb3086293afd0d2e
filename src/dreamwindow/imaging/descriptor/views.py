"""The two small views of a picture that everything else is read from."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.imaging import oklab
from dreamwindow.model.frame import Pixels

GREY_SIDE, COLOUR_SIDE = 256, 64

Floats: TypeAlias = npt.NDArray[Any]
"""float32."""


class Views(NamedTuple):
    """``grey`` (256, 256) in [0, 1], gamma-encoded; ``lab`` (64, 64, 3) Oklab. The picture's shape is squeezed out."""

    grey: Floats
    lab: Floats


def views(image: Pixels) -> Views:
    """Views of a picture (H, W, 3) of any size. Raises `ValueError` for anything else."""
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or not image.size:
        raise ValueError(f"an array of shape {image.shape} and type {image.dtype} is not a picture (H, W, 3) uint8")
    middle = _shrink(image, GREY_SIDE)
    grey = cv2.cvtColor(middle, cv2.COLOR_RGB2GRAY)
    small = _shrink(middle, COLOUR_SIDE)
    lab = oklab.from_srgb(small.astype(np.float32) / 255)
    return Views(np.multiply(grey, 1 / 255, dtype=np.float32), np.asarray(lab, np.float32))


def _shrink(image: npt.NDArray[Any], side: int) -> npt.NDArray[Any]:
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
