"""D-Bus as bytes: a call with texts, and its answer. Pure. (D-Bus Specification 0.42, "Message Protocol".)"""

from __future__ import annotations

import struct
from dataclasses import dataclass

CALL, RETURN, ERROR = 1, 2, 3
FIXED = 16
"""Bytes of a message that tell how long the rest is."""
_PATH, _INTERFACE, _MEMBER, _REPLY_SERIAL, _DESTINATION, _SIGNATURE = 1, 2, 3, 5, 6, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A method call whose arguments, if any, are texts."""

    destination: str
    path: str
    interface: str
    member: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What came. ``reply_to`` is the serial of the call that it answers, or ``None``."""

    kind: int
    reply_to: int | None
    body: bytes


def pack(call: Call, serial: int) -> bytes:
    """The message, little-endian."""
    body = b""
    for text in call.arguments:
        body = _aligned(body, 4) + _string(text)
    texts = ((_PATH, "o", call.path), (_INTERFACE, "s", call.interface), (_MEMBER, "s", call.member))
    fields = b""
    for code, signature, text in (*texts, (_DESTINATION, "s", call.destination)):
        fields = _aligned(fields, 8) + bytes([code]) + _signature(signature) + _string(text)
    if call.arguments:
        fields = _aligned(fields, 8) + bytes([_SIGNATURE]) + _signature("g") + _signature("s" * len(call.arguments))
    head = struct.pack("<BBBBIII", ord("l"), CALL, 0, 1, len(body), serial, len(fields))
    return _aligned(head + fields, 8) + body


def rest_of(fixed: bytes) -> int:
    """How many bytes follow the first `FIXED` ones. Raises `ValueError` for a message that is not little-endian."""
    if fixed[:1] != b"l":
        raise ValueError("a message in another byte order")
    body, _, fields = struct.unpack_from("<III", fixed, 4)
    return int(fields + -fields % 8 + body)


def unpack(data: bytes) -> Message:
    """A whole message. Raises `ValueError` for a field that we do not know the form of."""
    body_length, _, fields_length = struct.unpack_from("<III", data, 4)
    at, end, reply_to = FIXED, FIXED + fields_length, None
    while at < end:
        at += -at % 8
        code, signature = data[at], data[at + 2 : at + 2 + data[at + 1]]
        at += 3 + len(signature)
        if signature == b"g":
            at += 2 + data[at]
            continue
        if signature not in (b"s", b"o", b"u"):
            raise ValueError(f"a header field of type {signature!r}")
        at += -at % 4
        (number,) = struct.unpack_from("<I", data, at)
        at += 4 if signature == b"u" else 5 + number
        reply_to = number if code == _REPLY_SERIAL else reply_to
    return Message(data[1], reply_to, data[len(data) - body_length :])


def boolean_in(body: bytes) -> bool:
    """A variant that holds a boolean. Raises `ValueError` for any other."""
    if body[:3] != b"\x01b\x00":
        raise ValueError("not a boolean")
    return bool(struct.unpack_from("<I", body, 4)[0])


def text_in(body: bytes) -> str:
    """The first argument, a text: what an error says."""
    if len(body) < 4:
        return ""
    (length,) = struct.unpack_from("<I", body)
    return body[4 : 4 + length].decode(errors="replace")


def _string(text: str) -> bytes:
    """It starts where four divides, as does whatever precedes it here."""
    data = text.encode()
    return struct.pack("<I", len(data)) + data + b"\0"


def _signature(text: str) -> bytes:
    return bytes([len(text)]) + text.encode() + b"\0"


def _aligned(data: bytes, to: int) -> bytes:
    return data + bytes(-len(data) % to)
