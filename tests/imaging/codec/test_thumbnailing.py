"""The zoo: every picture gets the right thumbnail, or a reason why there is none."""

from __future__ import annotations

import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import Thumbnail, decode_image, thumbnail, thumbnail_of, thumbnail_size
from dreamwindow.imaging.codec.plain_png import decode_plain_png
from dreamwindow.model.frame import Pixels
from tests.imaging.codec import zoo

MOST = 89_000_000
EXPECTED = zoo.scene(160, 240).astype(int)
GOOD, BAD = dict(zoo.good()), dict(zoo.bad())


def made(data: bytes) -> Thumbnail:
    return thumbnail(data, max_pixels=MOST)


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_of_picture_comes_out_right(name: str) -> None:
    result = made(GOOD[name])
    assert (result.width, result.height) == (zoo.WIDTH, zoo.HEIGHT)
    shown = decode_image(result.data)
    assert shown.shape == (240, 160, 3)
    assert np.abs(shown.astype(int) - EXPECTED).mean() < 6
    assert np.abs(result.pixels.astype(int) - EXPECTED).mean() < 6


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_has_its_reason(name: str) -> None:
    with pytest.raises(InvalidImage) as caught:
        made(BAD[name])
    assert caught.value.message


def test_grey_sixteen_bits_and_one_bit() -> None:
    grey = Image.fromarray(zoo.scene()).convert("L")
    expected = np.asarray(grey.resize((160, 240), Image.Resampling.BOX)).astype(int)
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    for data in (zoo.saved(grey, "PNG"), zoo.saved(deep, "PNG"), zoo.saved(grey, "JPEG", quality=95)):
        assert np.abs(made(data).pixels[..., 1].astype(int) - expected).mean() < 3
    assert made(zoo.saved(Image.new("1", (480, 720), 1), "PNG")).pixels.min() == 255


def test_sixteen_bits_of_colour() -> None:
    rows = np.hstack([np.zeros((2, 1), np.uint8), np.tile(np.array([[255, 255, 128, 0, 0, 0]], np.uint8), (2, 3))])
    pixels = made(zoo.png(3, 2, zlib.compress(rows.tobytes()), depth=16)).pixels
    assert pixels.tolist() == [[[255, 128, 0]] * 3] * 2


def test_what_is_transparent_is_white() -> None:
    clear = Image.fromarray(zoo.scene()).convert("RGBA")
    clear.putalpha(0)
    palette = Image.new("P", (480, 720), 0)
    palette.putpalette([10, 20, 30])
    for data in (zoo.saved(clear, "PNG"), zoo.saved(palette, "PNG", transparency=0), zoo.saved(clear, "WEBP")):
        assert made(data).pixels.min() > 250


@pytest.mark.parametrize("name", ["rgb.png", "palette.png", "rgb.jpg", "lossy.webp"])
def test_a_picture_cut_off_anywhere_is_refused_or_whole(name: str) -> None:
    """At every 1,000th byte, and at the ends of what matters."""
    data = GOOD[name]
    for size in {*range(0, len(data), 1000), *range(len(data) - 12, len(data))}:
        try:
            pixels = made(data[:size]).pixels
        except InvalidImage:
            continue
        assert np.abs(pixels.astype(int) - EXPECTED).mean() < 6, f"a wrong picture of {size} bytes"


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((512, 768), (160, 240)),
        ((1, 20_000), (1, 240)),
        ((20_000, 1), (1920, 1)),
        ((96, 64), (96, 64)),
        ((8000, 240), (1920, 58)),
    ],
)
def test_sizes(size: tuple[int, int], small: tuple[int, int]) -> None:
    assert thumbnail_size(*size) == small
    pixels = np.full((size[1], size[0], 3), 77, np.uint8)
    result = made(zoo.saved(Image.fromarray(pixels), "PNG"))
    assert (result.width, result.height) == size
    assert decode_image(result.data).shape == (small[1], small[0], 3)
    assert np.abs(result.pixels.astype(int) - 77).max() <= 1


def test_large_photographs_are_decoded_coarsely_and_right() -> None:
    photo = zoo.saved(Image.fromarray(zoo.scene()).resize((4000, 6000)), "JPEG", quality=90)
    result = made(photo)
    assert (result.width, result.height) == (4000, 6000)
    assert np.abs(result.pixels.astype(int) - EXPECTED).mean() < 3


def test_pixels_in_memory_give_the_same_thumbnail_as_their_file() -> None:
    assert thumbnail_of(zoo.scene()).data == made(GOOD["rgb.png"]).data


class TestPlain:
    @given(st.lists(st.integers(0, 4), min_size=1, max_size=7), st.integers(1, 40), st.integers(1, 40))
    @settings(max_examples=60)
    def test_every_filter_is_undone_as_pillow_undoes_it(self, kinds: list[int], width: int, height: int) -> None:
        pixels = np.random.default_rng(width * 41 + height).integers(0, 256, (height, width, 3), np.uint8)
        data = zoo.filtered(pixels, kinds)
        plain = decode_plain_png(data, MOST)
        assert plain is not None
        assert np.array_equal(plain, pixels)
        assert np.array_equal(decode_image(data), pixels)

    def test_pictures_larger_than_one_block(self) -> None:
        pixels = np.random.default_rng(1).integers(0, 256, (300, 400, 3), np.uint8)
        for kinds in ([0], [4], [1, 2, 3, 4]):
            plain = decode_plain_png(zoo.filtered(pixels, kinds), MOST)
            assert plain is not None
            assert np.array_equal(plain, pixels)

    def test_a_size_that_fills_the_last_block_to_the_byte(self) -> None:
        width, height = 7281, 3  # 3 rows of 21,844 and a byte: 65,535 less 3
        for extra in range(3):
            pixels = np.random.default_rng(extra).integers(0, 256, (height, width + extra, 3), np.uint8)
            plain = decode_plain_png(zoo.filtered(pixels, [1]), MOST)
            assert plain is not None
            assert np.array_equal(plain, pixels)

    @pytest.mark.parametrize(
        "name", ["palette.png", "rgba.png", "interlaced.png", "animated.png", "turned-6.png", "rgb.jpg", *BAD]
    )
    def test_what_is_not_plain_is_left_to_others(self, name: str) -> None:
        assert decode_plain_png((GOOD | BAD)[name], MOST) is None

    def test_a_transparent_colour_is_not_plain(self) -> None:
        data = zoo.saved(Image.fromarray(zoo.scene()), "PNG", transparency=(1, 2, 3))
        assert decode_plain_png(data, MOST) is None

    def test_more_pixels_than_asked_for_are_not_decoded(self) -> None:
        assert decode_plain_png(GOOD["rgb.png"], zoo.WIDTH * zoo.HEIGHT) is not None
        assert decode_plain_png(GOOD["rgb.png"], zoo.WIDTH * zoo.HEIGHT - 1) is None

    def test_what_unpacks_to_more_than_its_size_is_not_unpacked(self) -> None:
        tracemalloc.start()
        try:
            assert decode_plain_png(zoo.png(64, 64, zoo.squeezed(1 << 31)), MOST) is None
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()

    @given(st.data())
    @settings(max_examples=150)
    def test_bytes_changed_anywhere_never_give_a_wrong_picture(self, data: st.DataObject) -> None:
        good = bytearray(SMALL)
        at = data.draw(st.integers(0, len(good) - 1))
        good[at] ^= data.draw(st.integers(1, 255))
        plain = decode_plain_png(bytes(good), MOST)
        assert plain is None or np.array_equal(plain, SMALL_PIXELS)


SMALL_PIXELS: Pixels = zoo.scene(24, 32)
SMALL = zoo.saved(Image.fromarray(SMALL_PIXELS), "PNG")
