"""Fitting a picture into another size."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.model.frame import Pixels


def fit(pixels: Pixels, width: int, height: int) -> Pixels:
    """``pixels`` (any size, RGB uint8) as ``width`` x ``height``: the largest centred part of that shape, scaled.

    Shrinks by area means, grows by Lanczos; a picture that fits already is given back itself.
    """
    if pixels.shape[:2] == (height, width):
        return pixels
    part = _centre(pixels, width / height)
    shrinks = part.shape[0] >= height and part.shape[1] >= width
    scaled = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LANCZOS4)
    return np.ascontiguousarray(scaled, dtype=np.uint8)


def _centre(pixels: Pixels, aspect: float) -> Pixels:
    height, width = pixels.shape[:2]
    part_width = max(1, min(width, round(height * aspect)))
    part_height = max(1, min(height, round(width / aspect)))
    top, left = (height - part_height) // 2, (width - part_width) // 2
    return np.ascontiguousarray(pixels[top : top + part_height, left : left + part_width])
