"""Bytes to pixels many times a second: a camera's JPEGs."""

from __future__ import annotations

import numpy as np
import simplejpeg  # type: ignore[import-untyped]  # it ships no types

from dreamwindow.imaging.codec.decoding import MAX_PIXELS, decode_image
from dreamwindow.model.frame import Pixels

_JPEG = b"\xff\xd8"


def decode_camera(data: bytes, *, max_pixels: int = MAX_PIXELS) -> Pixels:
    """A frame's pixels: JPEG by libjpeg-turbo, and whatever that does not read as `decode_image` does.

    An orientation is not looked at: who films says what is up. Raises `InvalidImage`, whatever the bytes are.
    """
    if not data.startswith(_JPEG):
        return decode_image(data, max_pixels=max_pixels)
    try:
        height, width, _, _ = simplejpeg.decode_jpeg_header(data)
        if width * height <= max_pixels:
            return np.asarray(simplejpeg.decode_jpeg(data, "RGB"), dtype=np.uint8)
    except ValueError:  # CMYK, arithmetic coding, or no picture at all: the other decoder tells which
        pass
    return decode_image(data, max_pixels=max_pixels)
