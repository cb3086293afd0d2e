from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import encode_png, read_png_text
from dreamwindow.imaging.codec.png_text import MAX_TEXT_BYTES, insert_text
from dreamwindow.model.frame import Pixels

BLACK: Pixels = np.zeros((2, 3, 3), np.uint8)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


@given(
    st.dictionaries(st.text("abcxyz ", min_size=1, max_size=79).map(lambda k: f"k{k}"[:79].strip()), WORDS, max_size=4)
)
def test_pillow_and_we_read_what_we_wrote(text: dict[str, str]) -> None:
    data = encode_png(BLACK, text)
    with Image.open(io.BytesIO(data)) as image:
        assert isinstance(image, PngImageFile)
        image.load()
        assert image.text == text
    assert read_png_text(data) == text


def test_latin_words_go_into_the_chunk_that_every_reader_knows() -> None:
    assert b"tEXtparameters\0caf\xe9" in encode_png(BLACK, {"parameters": "café"})
    assert b"iTXtparameters\0\0\0\0\0\xe2\x9c\xa8" in encode_png(BLACK, {"parameters": "✨"})


@pytest.mark.parametrize("text", [{"": "x"}, {"k" * 80: "x"}, {"ключ": "x"}, {"a\0b": "x"}, {"a": "x\0y"}])
def test_what_no_png_can_hold_is_refused(text: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="PNG"):
        insert_text(encode_png(BLACK), text)


def test_packed_text_of_other_programs_is_read() -> None:
    info = PngInfo()
    info.add_text("packed", "x" * 10_000, zip=True)
    info.add_itxt("both", "ü" * 5_000, lang="de", tkey="beides", zip=True)
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=info)
    assert read_png_text(file.getvalue()) == {"packed": "x" * 10_000, "both": "ü" * 5_000}


def test_a_bomb_is_not_unpacked_whole() -> None:
    body = b"boom\0\0" + zlib.compress(b"0" * (10 * MAX_TEXT_BYTES))
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    png = encode_png(BLACK)
    assert len(read_png_text(png[:33] + chunk + png[33:])["boom"]) == MAX_TEXT_BYTES


@given(st.data())
def test_a_png_with_one_byte_changed_or_cut_is_damaged(data: st.DataObject) -> None:
    png = encode_png(BLACK, {"a": "b", "c": "✨"})
    at = data.draw(st.integers(8, len(png) - 1))
    flipped = png[:at] + bytes([png[at] ^ data.draw(st.integers(1, 255))]) + png[at + 1 :]
    for broken in (flipped, png[:at]):
        with pytest.raises(InvalidImage):
            read_png_text(broken)


@given(st.binary(max_size=200))
def test_rubbish_is_an_invalid_image_and_nothing_else(rubbish: bytes) -> None:
    for data in (rubbish, b"\x89PNG\r\n\x1a\n" + rubbish):
        with pytest.raises(InvalidImage):
            read_png_text(data)
