"""Which picture it is: a hash of its pixels, whatever file they came in."""

from __future__ import annotations

import hashlib

import numpy as np

from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId


def pixels_sha256(pixels: Pixels) -> str:
    """64 hex digits over the shape and the bytes of (H, W, 3) uint8."""
    height, width, channels = pixels.shape
    digest = hashlib.sha256(f"{height}x{width}x{channels} uint8\n".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


def image_id(pixels: Pixels) -> ImageId:
    """The name under which a recipe can grow from this picture."""
    return ImageId(f"image:{pixels_sha256(pixels)}")
