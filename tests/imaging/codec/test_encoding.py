from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dreamwindow.imaging.codec import decode_image, encode_jpeg, encode_png, encode_webp
from dreamwindow.model.frame import Pixels


def by_pillow(data: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 9))
def test_png_keeps_every_pixel(width: int, height: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    data = encode_png(pixels, {"a": "b"})
    assert np.array_equal(by_pillow(data), pixels)
    assert np.array_equal(decode_image(data), pixels)


@pytest.mark.parametrize(("encode", "kind"), [(encode_jpeg, "JPEG"), (encode_webp, "WEBP")])
def test_lossy_formats_keep_colours_in_their_places(encode, kind: str, sample_pixels: Pixels) -> None:  # type: ignore[no-untyped-def]
    data = encode(sample_pixels, 95)
    assert Image.open(io.BytesIO(data)).format == kind
    assert np.abs(by_pillow(data).astype(int) - sample_pixels).mean() < 6
    assert len(encode(sample_pixels, 30)) < len(data)


@pytest.mark.parametrize("encode", [encode_png, encode_jpeg, encode_webp])
def test_views_and_read_only_pixels_can_be_encoded(encode, sample_pixels: Pixels) -> None:  # type: ignore[no-untyped-def]
    view = sample_pixels[::2, 5:-3]
    view.flags.writeable = False
    assert encode(view) == encode(view.copy())
