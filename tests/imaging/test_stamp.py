from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.imaging.codec import decode_camera, encode_jpeg, fit
from dreamwindow.imaging.stamp import LARGEST, picture_height, read_stamp, stamped, strip_height
from dreamwindow.model.frame import Pixels


def luma(pixels: Pixels) -> Pixels:
    return pixels[..., 1]


def noise(height: int, width: int) -> Pixels:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3), np.uint8)


@given(height=st.integers(8, 2048))
def test_the_picture_is_found_again_above_the_strip(height: int) -> None:
    assert picture_height(height + strip_height(height)) == height


@given(number=st.integers(0, LARGEST))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    image = stamped(noise(64, 64), number)
    assert read_stamp(luma(image)[64:]) == number


@pytest.mark.parametrize("quality", [90, 30])
@pytest.mark.parametrize("number", [1, 0x5555, 43_690, LARGEST])
def test_a_number_outlives_a_codec_and_another_size(number: int, quality: int) -> None:
    image = decode_camera(encode_jpeg(stamped(noise(384, 512), number), quality))
    for width, height in ((512, 396), (256, 198), (320, 248)):
        small = fit(image, width, height)
        assert read_stamp(luma(small)[picture_height(height) :]) == number


@pytest.mark.parametrize("width", [0, 31, 512])
def test_what_is_no_stamp_is_none(width: int) -> None:
    assert read_stamp(luma(noise(16, width))) is None


def test_one_cell_that_was_lost_is_noticed() -> None:
    strip = luma(stamped(noise(64, 64), 0x1234))[64:].copy()
    strip[:, :2] ^= 0xFF
    assert read_stamp(strip) is None
