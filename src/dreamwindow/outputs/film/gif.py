"""GIF animations (GIF89a), written frame by frame, each with 256 colours of its own."""

from __future__ import annotations

import io
import struct
from types import TracebackType
from typing import IO, Self

from PIL import Image

from dreamwindow.model.frame import Pixels

_HEADER = 13
"""Signature and logical screen descriptor."""
_FOREVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_COMMENT, _CONTROL, _EXTENSION, _TRAILER = b"\x21\xfe", b"\x21\xf9\x04", 0x21, b"\x3b"
_KEEP = 0x04
"""Leave this frame where it is until the next one covers it."""
_BLOCK = 255


class GifAnimation:
    """Written to ``file`` as pictures come. All have the size of the first. Blocks."""

    def __init__(self, file: IO[bytes], comment: str) -> None:
        self._file = file
        self._comment = comment.encode()
        self._waiting: tuple[Pixels, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open here: the file is its owner's."""

    def add(self, pixels: Pixels, at_s: float) -> None:
        """One more, ``at_s`` seconds since the first. The very same array again prolongs it."""
        at_cs = round(at_s * 100)
        if self._waiting is None:
            self._begin(pixels.shape[1], pixels.shape[0])
        elif self._waiting[0] is pixels:
            return
        else:
            self._write(*self._waiting, at_cs)
        self._waiting = pixels, at_cs

    def end(self, at_s: float) -> None:
        """The last picture stays until ``at_s``. Raises `ValueError` where there was none."""
        if self._waiting is None:
            raise ValueError("an animation needs a frame")
        self._write(*self._waiting, round(at_s * 100))
        self._file.write(_TRAILER)

    def _begin(self, width: int, height: int) -> None:
        self._file.write(b"GIF89a" + struct.pack("<HHBBB", width, height, 0x70, 0, 0))
        self._file.write(_FOREVER + _COMMENT + _blocks(self._comment))

    def _write(self, pixels: Pixels, since_cs: int, until_cs: int) -> None:
        control = struct.pack("<BHBB", _KEEP, min(0xFFFF, max(2, until_cs - since_cs)), 0, 0)
        self._file.write(_CONTROL + control + _image(pixels))


def _image(pixels: Pixels) -> bytes:
    """Image descriptor, colours and data of one frame, from a still that Pillow wrote: its global colours as local."""
    still = io.BytesIO()
    _in_256_colours(pixels).save(still, "GIF", optimize=False, interlace=0)
    data = still.getvalue()
    size_bits = data[10] & 0x07
    colours = data[_HEADER : (at := _HEADER + 3 * (2 << size_bits))]
    while data[at] == _EXTENSION:
        at = _after_blocks(data, at + 2)
    return data[at : at + 9] + bytes([0x80 | size_bits]) + colours + data[at + 10 : -1]


def _in_256_colours(pixels: Pixels) -> Image.Image:
    image = Image.fromarray(pixels)
    palette = image.quantize(256, Image.Quantize.FASTOCTREE)
    return image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _blocks(text: bytes) -> bytes:
    """In pieces of at most 255 bytes, each behind its length; an empty one ends it."""
    pieces = [text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"
