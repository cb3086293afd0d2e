"""Words inside a PNG (PNG 1.2, sections 3 and 4.2.3): ``tEXt`` where Latin-1 is enough, else ``iTXt``."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

from dreamwindow.errors import InvalidImage

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(SIGNATURE) + 25
"""After the signature comes IHDR, always: length, type, 13 bytes and a CRC."""
MAX_TEXT_BYTES = 4_000_000
"""Text in one PNG that we read, unpacked."""


def insert_text(png: bytes, text: Mapping[str, str]) -> bytes:
    """``png`` with one text chunk for each keyword, before the pixels.

    Raises `ValueError` for a keyword that is not 1-79 printable ASCII characters, or a text with a NUL.
    """
    chunks = b"".join(_text_chunk(keyword, value) for keyword, value in text.items())
    return png[:_HEADER_END] + chunks + png[_HEADER_END:]


def read_png_text(png: bytes) -> dict[str, str]:
    """Keyword to text, of every readable text chunk; the first wins. Raises `InvalidImage` for what is no whole PNG."""
    return text_of_chunks(_chunks(png))


def text_of_chunks(chunks: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Keyword to text among (kind, body) of a PNG's chunks; the first wins. Raises `InvalidImage`."""
    found: dict[str, str] = {}
    room = MAX_TEXT_BYTES
    for kind, body in chunks:
        if kind not in _READERS:
            continue
        keyword, value = _READERS[kind](body, room)
        room -= len(value)
        found.setdefault(keyword.decode("latin-1"), value.decode("latin-1" if kind != b"iTXt" else "utf-8", "replace"))
    return found


def _text_chunk(keyword: str, value: str) -> bytes:
    if not (1 <= len(keyword) <= 79 and keyword.isascii() and keyword.isprintable()) or "\0" in value:
        raise ValueError(f"{keyword!r} cannot be written into a PNG.")
    try:
        return _chunk(b"tEXt", keyword.encode() + b"\0" + value.encode("latin-1"))
    except UnicodeEncodeError:
        return _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + value.encode("utf-8", "replace"))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(SIGNATURE):
        raise InvalidImage("This is not a PNG.")
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        if at + 12 > len(png):
            raise InvalidImage("The PNG ends too early.", "Copy or download it again.")
        length, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(png) or struct.unpack_from(">I", png, at - 4)[0] != zlib.crc32(kind + body):
            raise InvalidImage(f"The PNG's {kind!r} part is damaged.", "Copy or download it again.")
        yield kind, body


def _plain(body: bytes, room: int) -> tuple[bytes, bytes]:
    keyword, _, value = body.partition(b"\0")
    return keyword, value[:room]


def _packed(body: bytes, room: int) -> tuple[bytes, bytes]:
    keyword, _, rest = body.partition(b"\0")
    return keyword, _unpack(rest[1:], room)


def _international(body: bytes, room: int) -> tuple[bytes, bytes]:
    keyword, _, rest = body.partition(b"\0")
    is_packed, language = rest[:1] == b"\1", rest[2:]
    value = language.partition(b"\0")[2].partition(b"\0")[2]
    return keyword, _unpack(value, room) if is_packed else value[:room]


def _unpack(data: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, max(1, room))
    except zlib.error as error:
        raise InvalidImage("The PNG's text is damaged.", "Copy or download it again.") from error


_READERS = {b"tEXt": _plain, b"zTXt": _packed, b"iTXt": _international}
