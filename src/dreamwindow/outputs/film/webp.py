"""WebP animations, written frame by frame (the container of RFC 9649, section 2.7)."""

from __future__ import annotations

import struct
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape

from dreamwindow.errors import ConfigError
from dreamwindow.imaging.codec import encode_webp
from dreamwindow.model.frame import Pixels

_LARGEST = 0xFFFF_FFFE - 10
_ANIMATED, _WITH_XMP = 0x02, 0x04
_FOREVER = 0
_OPAQUE_OVER = 0x02
"""Do not blend with what was there."""
QUALITY = 80


class WebpAnimation:
    """Written to ``file`` as pictures come: seekable, at its beginning. All have the size of the first. Blocks."""

    def __init__(self, file: IO[bytes], title: str, description: str) -> None:
        self._file = file
        self._about = _xmp(title, description)
        self._size: tuple[int, int] | None = None
        self._waiting: tuple[Pixels, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open here: the file is its owner's."""

    def add(self, pixels: Pixels, at_s: float) -> None:
        """One more, ``at_s`` seconds since the first. The very same array again prolongs it. Raises `ConfigError`."""
        if self._size is None:
            self._size = pixels.shape[1], pixels.shape[0]
            self._begin(*self._size)
        if self._waiting is None or self._waiting[0] is not pixels:
            self._write(round(at_s * 1000))
            self._waiting = pixels, round(at_s * 1000)

    def end(self, at_s: float) -> None:
        """The last picture stays until ``at_s``. Raises `ValueError` where there was none."""
        if self._waiting is None:
            raise ValueError("an animation needs a frame")
        self._write(round(at_s * 1000))
        self._chunk(b"XMP ", self._about)
        size = self._file.tell()
        self._file.seek(4)
        self._file.write(struct.pack("<I", size - 8))
        self._file.seek(size)

    def _begin(self, width: int, height: int) -> None:
        self._file.write(b"RIFF\0\0\0\0WEBP")
        canvas = _uint24(width - 1) + _uint24(height - 1)
        self._chunk(b"VP8X", struct.pack("<I", _ANIMATED | _WITH_XMP) + canvas)
        self._chunk(b"ANIM", struct.pack("<IH", 0xFF00_0000, _FOREVER))

    def _write(self, until_ms: int) -> None:
        if self._waiting is None or self._size is None:
            return
        pixels, since_ms = self._waiting
        still = encode_webp(pixels, QUALITY)[12:]  # without its own RIFF header
        place = _uint24(0) * 2 + _uint24(self._size[0] - 1) + _uint24(self._size[1] - 1)
        self._chunk(b"ANMF", place + _uint24(max(1, until_ms - since_ms)) + bytes([_OPAQUE_OVER]) + still)

    def _chunk(self, kind: bytes, body: bytes) -> None:
        if self._file.tell() + len(body) > _LARGEST - len(self._about):
            raise ConfigError("A .webp holds 4 GB at most.", "Take fewer frames, a smaller size, or export to .mp4.")
        self._file.write(kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))


def _uint24(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _xmp(title: str, description: str) -> bytes:
    """The two as XMP (Dublin Core), which picture programs read."""
    told = "".join(
        f"<dc:{name}><rdf:Alt><rdf:li xml:lang='x-default'>{escape(_printable(text))}</rdf:li></rdf:Alt></dc:{name}>"
        for name, text in (("title", title), ("description", description))
    )
    return (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        f"<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'>{told}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _printable(text: str) -> str:
    """Without what XML cannot say."""
    return "".join(c for c in text if c in "\n\t" or c.isprintable())
