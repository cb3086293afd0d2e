from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import MAX_BYTES, decode_image, encode_jpeg, encode_png, encode_webp, load_image
from dreamwindow.model.frame import Pixels

LEFT_RED = np.zeros((8, 16, 3), np.uint8)
LEFT_RED[:, :8, 0] = 255
LEFT_RED[:, 8:, 2] = 255


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def near(pixels: Pixels, expected: Pixels, tolerance: float = 3.0) -> bool:
    return pixels.shape == expected.shape and float(np.abs(pixels.astype(int) - expected).mean()) <= tolerance


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF"])
def test_lossless_formats_come_out_as_they_went_in(kind: str) -> None:
    pixels = decode_image(saved(Image.fromarray(LEFT_RED), kind))
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    assert np.array_equal(pixels, LEFT_RED)


@pytest.mark.parametrize(
    ("orientation", "turned"), [(3, LEFT_RED[::-1, ::-1]), (6, np.rot90(LEFT_RED, -1)), (8, np.rot90(LEFT_RED))]
)
def test_a_photo_is_turned_upright(orientation: int, turned: Pixels) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert np.array_equal(decode_image(saved(Image.fromarray(LEFT_RED), "PNG", exif=exif)), turned)
    assert near(decode_image(saved(Image.fromarray(LEFT_RED), "JPEG", exif=exif, quality=95, subsampling=0)), turned)


def test_palettes_grey_and_one_bit_become_rgb() -> None:
    image = Image.fromarray(LEFT_RED)
    assert near(decode_image(saved(image.convert("P"), "PNG")), LEFT_RED)
    grey = np.asarray(image.convert("L"))
    assert np.array_equal(decode_image(saved(image.convert("L"), "PNG")), np.dstack([grey] * 3))
    one_bit = Image.new("1", (4, 4), 1)
    assert decode_image(saved(one_bit, "PNG")).min() == 255


def test_what_is_transparent_is_white() -> None:
    half = Image.new("RGBA", (4, 4), (255, 0, 0, 128))
    assert decode_image(saved(half, "PNG"))[0, 0].tolist() == [255, 127, 127]
    clear = Image.new("LA", (4, 4), (0, 0))
    assert decode_image(saved(clear, "PNG")).min() == 255
    palette = Image.new("P", (4, 4), 0)
    palette.putpalette([10, 20, 30])
    assert decode_image(saved(palette, "PNG", transparency=0)).min() == 255


def test_sixteen_bits_keep_their_upper_half() -> None:
    ramp = np.linspace(0, 65_535, 256).astype(np.uint16).reshape(16, 16)
    pixels = decode_image(saved(Image.fromarray(ramp), "PNG"))
    assert np.array_equal(pixels, np.dstack([(ramp >> 8).astype(np.uint8)] * 3))
    assert np.array_equal(decode_image(saved(Image.fromarray(ramp), "TIFF")), pixels)


def test_floats_and_wild_integers_are_clipped() -> None:
    floats = Image.fromarray(np.array([[-5.0, 7.0], [np.nan, 1e9]], dtype=np.float32))
    assert decode_image(saved(floats, "TIFF"))[..., 0].tolist() == [[0, 7], [0, 255]]
    integers = Image.fromarray(np.array([[-5, 256], [65_535, 10_000_000]], dtype=np.int32))
    assert decode_image(saved(integers, "TIFF"))[..., 0].tolist() == [[0, 1], [255, 255]]


def test_cmyk_looks_as_it_does_in_other_viewers() -> None:
    image = Image.fromarray(LEFT_RED).resize((64, 32), Image.Resampling.NEAREST)
    expected = np.asarray(image.convert("CMYK").convert("RGB"))
    assert near(decode_image(saved(image.convert("CMYK"), "JPEG", quality=95, subsampling=0)), expected, 6)


def test_the_first_picture_of_an_animation_counts() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert decode_image(data)[0, 0].tolist() == [255, 0, 0]


def header_only(width: int, height: int) -> bytes:
    parts = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IDAT" + zlib.compress(b""))
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("side", [4_097, 9_600, 30_000, 2**31 - 1])
def test_a_picture_that_says_it_is_huge_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(InvalidImage, match="pixels"):
        decode_image(header_only(side, side))


def test_the_largest_size_is_read() -> None:
    assert decode_image(saved(Image.new("1", (4096, 4096)), "PNG")).shape == (4096, 4096, 3)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(InvalidImage, match="64 MB"):
        decode_image(bytes(MAX_BYTES + 1))


@pytest.mark.parametrize("encode", [encode_png, encode_jpeg, encode_webp])
def test_a_picture_that_was_cut_off_says_so(encode, sample_pixels: Pixels) -> None:  # type: ignore[no-untyped-def]
    data = encode(sample_pixels)
    with pytest.raises(InvalidImage) as caught:
        decode_image(data[: len(data) // 2])
    assert "cut off" in caught.value.remedy or "We read" in caught.value.remedy


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%!PS-Adobe-3.0 EPSF-3.0"]
)
def test_what_is_no_picture_says_what_we_read(data: bytes) -> None:
    with pytest.raises(InvalidImage, match="no picture") as caught:
        decode_image(data)
    assert "PNG, JPEG, WEBP" in caught.value.remedy


GOOD = [saved(Image.fromarray(LEFT_RED), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")]


@given(st.sampled_from(GOOD), st.data())
def test_a_picture_with_bytes_changed_is_decoded_or_invalid(good: bytes, data: st.DataObject) -> None:
    broken = bytearray(good)
    for at in data.draw(st.lists(st.integers(0, len(good) - 1), max_size=6)):
        broken[at] = data.draw(st.integers(0, 255))
    check(bytes(broken[: data.draw(st.integers(0, len(good)))]))


@given(
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"GIF89a", b"BM", b"II*\0", b"MM\0*"]
    ),
    st.binary(max_size=300),
)
def test_rubbish_is_an_invalid_image_and_nothing_else(beginning: bytes, rubbish: bytes) -> None:
    check(beginning + rubbish)


def check(data: bytes) -> None:
    said = outcome(data)
    assert said == "pixels" or 1 <= len(said.splitlines()) <= 2


def outcome(data: bytes) -> str:
    try:
        return "pixels" if decode_image(data).ndim == 3 else ""
    except InvalidImage as error:
        return str(error)


class TestLoading:
    def test_a_photograph_is_read(self, photo: Path) -> None:
        assert load_image(photo).shape == (512, 512, 3)
        assert load_image(str(photo)).dtype == np.uint8

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidImage, match=r"nowhere\.png: There is no such file") as caught:
            load_image(tmp_path / "nowhere.png")
        assert "spelling" in caught.value.remedy

    def test_a_folder_is_no_picture(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidImage, match="folder"):
            load_image(tmp_path)

    def test_a_broken_picture_is_named(self, tmp_path: Path, sample_pixels: Pixels) -> None:
        (tmp_path / "half.png").write_bytes(encode_png(sample_pixels)[:500])
        with pytest.raises(InvalidImage, match=r"half\.png: The picture is broken") as caught:
            load_image(tmp_path / "half.png")
        assert "cut off" in caught.value.remedy

    def test_what_cannot_be_read_says_why(self, tmp_path: Path) -> None:
        (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
        with pytest.raises(InvalidImage, match="cannot be read"):
            load_image(tmp_path / "loop.png")

    def test_a_persons_own_photo_may_be_large(self, tmp_path: Path) -> None:
        (tmp_path / "large.png").write_bytes(saved(Image.new("L", (5_000, 4_000)), "PNG"))
        assert load_image(tmp_path / "large.png").shape == (4_000, 5_000, 3)
        with pytest.raises(InvalidImage, match="5000x4000"):
            decode_image((tmp_path / "large.png").read_bytes())
