"""What the test server computes with: tiny arithmetic in place of models, so that every right answer is known.

A latent is the picture itself, (n, H, W, 3) float32 in [0, 255]. A text and a seed make a smooth picture of their own.
"""

from __future__ import annotations

import hashlib
import io

import numpy as np
import numpy.typing as npt
from PIL import Image

from dreamwindow.model.frame import Pixels

Floats = npt.NDArray[np.float32]
_GRID = 4


def imagined(text: str, seed: int, width: int, height: int) -> Floats:
    """(H, W, 3): the picture that a model would make of ``text`` and ``seed``."""
    digest = hashlib.sha256(f"{text}\n{seed}".encode()).digest()
    coarse = np.random.default_rng(list(digest)).uniform(0, 255, (_GRID, _GRID, 3))
    y = np.linspace(0, _GRID - 1.001, height)
    x = np.linspace(0, _GRID - 1.001, width)
    rows = _mixed(coarse, y, 0)
    return _mixed(rows, x, 1).astype(np.float32)


def _mixed(values: npt.NDArray[np.float64], at: npt.NDArray[np.float64], axis: int) -> npt.NDArray[np.float64]:
    low = np.floor(at).astype(int)
    part = (at - low).reshape([-1 if n == axis else 1 for n in range(3)])
    return np.asarray(np.take(values, low, axis) * (1 - part) + np.take(values, low + 1, axis) * part)


def sampled(text: str, seed: int, latent: Floats, denoise: float) -> Floats:
    """``denoise`` of the way from ``latent`` to the picture of the text."""
    height, width = latent.shape[1:3]
    return (latent * (1 - denoise) + imagined(text, seed, width, height) * denoise).astype(np.float32)


def as_pixels(picture: Floats) -> Pixels:
    """(H, W, 3) uint8."""
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def as_png(pixels: Pixels) -> bytes:
    """As the server saves."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def as_jpeg(pixels: Pixels) -> bytes:
    """As the server previews."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=95)
    return file.getvalue()


def from_file(data: bytes) -> Floats:
    """(1, H, W, 3), sides cut to multiples of 8 as a VAE cuts them. Raises `OSError` for what is no picture."""
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.float32)
    height, width = pixels.shape[0] // 8 * 8, pixels.shape[1] // 8 * 8
    return pixels[None, :height, :width]
