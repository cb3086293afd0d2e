"""Whether a camera's picture is still the one that was restyled last. Then nothing is made again."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.model.frame import Pixels

_SIDE = 32


def glance(image: Pixels) -> Pixels:
    """A picture as it is compared: the means of 32x32 parts, (32, 32, 3). A camera's own noise is lost in them."""
    return np.asarray(cv2.resize(image, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def is_still(before: Pixels, now: Pixels, threshold: float) -> bool:
    """Whether no part of two glances differs by more than ``threshold`` of 255 levels; never, where that is 0."""
    return threshold > 0 and float(cv2.norm(before, now, cv2.NORM_INF)) <= threshold
