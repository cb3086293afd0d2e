"""Thumbnails: small WebPs. How they are made was chosen by measurement: see docs/decisions/070."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from dreamwindow.imaging.codec.decoding import decode_coarse
from dreamwindow.imaging.codec.plain_png import decode_plain_png
from dreamwindow.model.frame import Pixels

HEIGHT, WIDEST = 240, 1920
QUALITY, EFFORT = 85, 2
_FINE = 1.5
"""Means shrink a picture to so many times the thumbnail, a cubic does the rest."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """``data`` is a WebP; ``width`` and ``height`` are the picture's own, upright; ``pixels`` what the WebP shows."""

    data: bytes
    width: int
    height: int
    pixels: Pixels


def thumbnail(data: bytes, *, max_pixels: int) -> Thumbnail:
    """Of a picture in any format that we read. Raises `InvalidImage`. Blocks."""
    pixels = decode_plain_png(data, max_pixels)
    if pixels is not None:
        return thumbnail_of(pixels)
    decoded = decode_coarse(data, round(_FINE * HEIGHT), max_pixels=max_pixels)
    return _made(decoded.pixels, decoded.width, decoded.height)


def thumbnail_of(pixels: Pixels) -> Thumbnail:
    """Of pixels (H, W, 3) uint8 RGB, which need no decoding. Blocks."""
    height, width = pixels.shape[:2]
    return _made(pixels, width, height)


def _made(pixels: Pixels, width: int, height: int) -> Thumbnail:
    small = _shrunk(pixels, *thumbnail_size(width, height))
    file = io.BytesIO()
    Image.fromarray(small).save(file, "WEBP", quality=QUALITY, method=EFFORT)
    return Thumbnail(file.getvalue(), width, height, small)


def thumbnail_size(width: int, height: int) -> tuple[int, int]:
    """240 high, or less where the picture is lower or would become wider than 1920; aspect kept, never enlarged."""
    factor = min(1.0, HEIGHT / height, WIDEST / width)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _shrunk(pixels: Pixels, width: int, height: int) -> Pixels:
    if pixels.shape[:2] == (height, width):
        return pixels
    coarse = _by_means(pixels, round(_FINE * width), round(_FINE * height))
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _by_means(pixels: Pixels, width: int, height: int) -> Pixels:
    """No larger than that: first by whole numbers, which is fast, then by what is left."""
    coarse = _by_whole_means(pixels, width, height)
    if coarse.shape[0] <= height or coarse.shape[1] <= width:
        return coarse
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _by_whole_means(pixels: Pixels, least_width: int, least_height: int) -> Pixels:
    height, width = pixels.shape[:2]
    factor = 1
    while width >= 2 * factor * least_width and height >= 2 * factor * least_height:
        factor *= 2
    if factor == 1:
        return pixels
    fitting = pixels[: height // factor * factor, : width // factor * factor]
    size = (width // factor, height // factor)
    return np.asarray(cv2.resize(fitting, size, interpolation=cv2.INTER_AREA), np.uint8)
