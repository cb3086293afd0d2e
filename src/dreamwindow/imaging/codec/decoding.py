"""Bytes to pixels, when nobody knows what the bytes are."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from dreamwindow.errors import InvalidImage
from dreamwindow.model.frame import Pixels

MAX_PIXELS = 4096 * 4096
MAX_BYTES = 64_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_ORIENTATION, _ON_THEIR_SIDE = 0x0112, range(5, 9)
_CUT = "It may be cut off: copy or download it again."
_KINDS = f"We read {', '.join(FORMATS)}."


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """``pixels`` may be coarser than the picture, whose size, upright, is ``width`` x ``height``."""

    pixels: Pixels
    width: int
    height: int


def decode_image(data: bytes, *, max_pixels: int = MAX_PIXELS) -> Pixels:
    """The (first) picture in ``data``, upright, transparent parts on white, 16 bits cut to 8, CMYK as seen.

    Its size is read from the header before anything is decoded. Raises `InvalidImage`, whatever the bytes are.
    """
    return _decoded(data, max_pixels, None).pixels


def decode_coarse(data: bytes, height: int, *, max_pixels: int = MAX_PIXELS) -> Decoded:
    """As `decode_image`, but no higher than is needed for ``height`` where the format knows how: JPEG does."""
    return _decoded(data, max_pixels, height)


def _decoded(data: bytes, max_pixels: int, enough: int | None) -> Decoded:
    if len(data) > MAX_BYTES:
        raise InvalidImage(f"A picture of {len(data) / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read.")
    with _opened(data) as image:
        width, height = image.size
        if width * height > max_pixels:
            raise InvalidImage(
                f"A picture of {width}x{height} pixels; at most {max_pixels / 1e6:.1f} million are read.",
                "Make it smaller.",
            )
        try:
            turned = image.getexif().get(_ORIENTATION, 1) in _ON_THEIR_SIDE
            if turned:
                width, height = height, width
            if enough is not None and isinstance(image, JpegImageFile):
                wide = max(1, width * enough // height)
                image.draft(None, (enough, wide) if turned else (wide, enough))
            image.load()
            return Decoded(_as_rgb(ImageOps.exif_transpose(image)), width, height)
        except Exception as error:  # decoders meet rubbish with any error there is
            raise InvalidImage(f"The picture is broken: {_reason(error)}.", _CUT) from error


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InvalidImage("A picture of far too many pixels.", "Make it smaller.") from error
    except Exception as error:
        raise InvalidImage("This is no picture that we can read.", _KINDS) from error


def _as_rgb(image: Image.Image) -> Pixels:
    if image.mode.startswith("I;16") or image.mode == "I":
        return _from_16_bits(np.asarray(image, dtype=np.int64))
    if image.mode == "F":
        return _grey_as_rgb(np.clip(np.nan_to_num(np.asarray(image)), 0, 255).astype(np.uint8))
    if image.has_transparency_data:
        whole = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    return np.array(image.convert("RGB"), dtype=np.uint8, order="C")


def _from_16_bits(grey: np.ndarray) -> Pixels:
    return _grey_as_rgb(np.clip(grey >> 8, 0, 255).astype(np.uint8))


def _grey_as_rgb(grey: np.ndarray) -> Pixels:
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120].rstrip(".")
