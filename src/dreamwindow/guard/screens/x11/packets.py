"""X11 as bytes: what is asked, and what is answered. Pure.

"X Window System Protocol" (X.Org, X11R7.7) and, for monitors, "The X Resize, Rotate and Reflect Extension" 1.5.
Everything is little-endian: the server follows the client's order.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from dreamwindow.guard.screens import Rect

HEAD = 32
"""Bytes of an answer, an error or an event; an answer may go on."""
ERROR, REPLY = 0, 1
_INTERN_ATOM, _GET_GEOMETRY, _GET_PROPERTY, _TRANSLATE, _QUERY_EXTENSION = 16, 14, 20, 40, 98
_RR_QUERY_VERSION, _RR_GET_MONITORS = 0, 42
LONGEST_VALUE = 1024
"""Words of a property that are asked for."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The first screen: its root window, and its size in pixels; ``first_id`` is where ids that we give begin."""

    first_id: int
    root: int
    width: int
    height: int


def setup(auth_name: bytes, auth_data: bytes) -> bytes:
    """The first thing said."""
    head = struct.pack("<BxHHHH2x", ord("l"), 11, 0, len(auth_name), len(auth_data))
    return head + _padded(auth_name) + _padded(auth_data)


def first_screen(rest: bytes) -> Screen:
    """From what follows the first 8 bytes of the answer to `setup`."""
    vendor, formats = struct.unpack_from("<H", rest, 16)[0], rest[21]
    at = 32 + vendor + -vendor % 4 + 8 * formats
    root, width, height = struct.unpack_from("<I16xHH", rest, at)
    return Screen(struct.unpack_from("<I", rest, 4)[0], root, width, height)


def intern_atom(name: str) -> bytes:
    """Asks for a name's number; 0 when nobody has used it."""
    data = name.encode()
    return _request(_INTERN_ATOM, 1, struct.pack("<H2x", len(data)) + _padded(data))


def get_property(window: int, name: int) -> bytes:
    """Asks for a property of any type."""
    return _request(_GET_PROPERTY, 0, struct.pack("<IIIII", window, name, 0, 0, LONGEST_VALUE))


def get_geometry(window: int) -> bytes:
    """Asks where it lies in its parent."""
    return _request(_GET_GEOMETRY, 0, struct.pack("<I", window))


def translate(window: int, root: int) -> bytes:
    """Asks where its corner lies on the screen."""
    return _request(_TRANSLATE, 0, struct.pack("<IIhh", window, root, 0, 0))


def query_extension(name: str) -> bytes:
    """Asks for an extension's opcode."""
    data = name.encode()
    return _request(_QUERY_EXTENSION, 0, struct.pack("<H2x", len(data)) + _padded(data))


def randr_version(opcode: int) -> bytes:
    """Says which RandR we speak; the server keeps to it."""
    return _request(opcode, _RR_QUERY_VERSION, struct.pack("<II", 1, 5))


def get_monitors(opcode: int, root: int) -> bytes:
    """Asks for the monitors in use."""
    return _request(opcode, _RR_GET_MONITORS, struct.pack("<IB3x", root, 1))


def atom_in(reply: bytes) -> int:
    """Of `intern_atom`."""
    return int(struct.unpack_from("<I", reply, 8)[0])


def numbers_in(reply: bytes) -> tuple[int, ...]:
    """Of `get_property`: a list of 32 bit values; empty if it is not set or is none."""
    count = struct.unpack_from("<I", reply, 16)[0]
    return struct.unpack_from(f"<{count}I", reply, HEAD) if reply[1] == 32 else ()


def text_in(reply: bytes) -> str:
    """Of `get_property`: a text; empty if it is not set or is none."""
    count = struct.unpack_from("<I", reply, 16)[0]
    return reply[HEAD : HEAD + count].decode(errors="replace") if reply[1] == 8 else ""


def size_in(reply: bytes) -> tuple[int, int]:
    """Of `get_geometry`: width and height."""
    width, height = struct.unpack_from("<HH", reply, 16)
    return width, height


def place_in(reply: bytes) -> tuple[int, int]:
    """Of `translate`: x and y."""
    x, y = struct.unpack_from("<hh", reply, 12)
    return x, y


def opcode_in(reply: bytes) -> int | None:
    """Of `query_extension`; ``None`` when the server has no such thing."""
    return reply[9] if reply[8] else None


def monitors_in(reply: bytes) -> Iterator[Rect]:
    """Of `get_monitors`."""
    count, at = struct.unpack_from("<I", reply, 12)[0], HEAD
    for _ in range(count):
        outputs, x, y, width, height = struct.unpack_from("<6xHhhHH", reply, at)
        yield Rect(x, y, width, height)
        at += 24 + 4 * outputs


def _request(opcode: int, data: int, body: bytes) -> bytes:
    return struct.pack("<BBH", opcode, data, 1 + len(body) // 4) + body


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
