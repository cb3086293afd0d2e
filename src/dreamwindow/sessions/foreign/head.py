"""A picture's head: its size and its words, without its pixels."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec.png_text import MAX_TEXT_BYTES, SIGNATURE, text_of_chunks

_TEXT = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_MAX_CHUNKS = 10_000
_BUFFER = 16_384
_MAKE, _MODEL, _DESCRIPTION, _EXIF, _COMMENT = 0x010F, 0x0110, 0x010E, 0x8769, 0x9286


@dataclass(frozen=True, slots=True)
class Head:
    """``width`` and ``height`` in pixels as they are stored; ``text`` by keyword."""

    width: int
    height: int
    text: Mapping[str, str] = field(default_factory=dict, hash=False)


def read_head(path: Path) -> Head:
    """Raises `InvalidImage` for what is no picture, or has no whole head, and `OSError`."""
    with path.open("rb", buffering=_BUFFER) as file:
        if file.read(len(SIGNATURE)) == SIGNATURE:
            return _png(file)
        file.seek(0)
        return _other(file)


def _png(file: BinaryIO) -> Head:
    chunks = _chunks(file)
    kind, header = next(chunks, (b"", b""))
    if kind != b"IHDR" or len(header) != 13:
        raise InvalidImage("The PNG does not begin as a PNG does.", _CUT)
    width, height = struct.unpack_from(">II", header)
    return Head(width, height, text_of_chunks(chunks))


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The header and every text before the pixels."""
    room = 2 * MAX_TEXT_BYTES
    for _ in range(_MAX_CHUNKS):
        start = file.read(8)
        if len(start) < 8:
            raise InvalidImage("The PNG ends too early.", _CUT)
        length, kind = struct.unpack(">I4s", start)
        if kind in (b"IDAT", b"IEND"):
            return
        wanted = kind == b"IHDR" or (kind in _TEXT and length <= room)
        if not wanted:
            file.seek(length + 4, 1)
            continue
        body = file.read(length)
        if len(body) < length or len(file.read(4)) < 4:
            raise InvalidImage("The PNG ends too early.", _CUT)
        room -= length
        yield kind, body


def _other(file: BinaryIO) -> Head:
    """JPEG and WebP, by Pillow, which reads no pixels until it is asked for them."""
    from PIL import Image

    try:
        with Image.open(file, formats=("JPEG", "WEBP", "PNG", "GIF")) as image:
            exif = image.getexif()
            text = {
                "make": str(exif.get(_MAKE, "")),
                "model": str(exif.get(_MODEL, "")),
                "description": str(exif.get(_DESCRIPTION, "")),
                "comment": _user_comment(exif.get_ifd(_EXIF).get(_COMMENT)),
            }
            return Head(*image.size, {name: value for name, value in text.items() if value})
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InvalidImage("A picture of far too many pixels.", "Make it smaller.") from error
    except Exception as error:  # decoders meet rubbish with any error there is
        raise InvalidImage("This is no picture that we can read.", _CUT) from error


def _user_comment(value: object) -> str:
    """Exif 2.3, 4.6.5: eight bytes name the encoding."""
    if not isinstance(value, bytes):
        return value if isinstance(value, str) else ""
    encoding, body = value[:8], value[8:]
    if encoding == b"UNICODE\0":
        little = len(body) > 1 and body[1] == 0 and body[0] != 0
        return body.decode("utf-16-le" if little else "utf-16-be", "replace")
    return body.decode("utf-8", "replace") if encoding in (b"ASCII\0\0\0", b"\0" * 8) else ""


_CUT = "It may be cut off: copy or download it again."
