"""OSC 1.0 packets: bytes to messages and back. https://opensoundcontrol.stanford.edu/spec-1_0.html"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from dreamwindow.errors import DreamWindowError

Argument: TypeAlias = str | int | float | bool | None
MOST_MESSAGES = 64
"""In a packet."""
_DEEPEST = 4
"""Bundles within bundles."""
_BUNDLE = b"#bundle\0"
_BUNDLE_HEAD = 16
_NUMBERS: dict[str, struct.Struct] = {
    "i": struct.Struct(">i"), "f": struct.Struct(">f"), "h": struct.Struct(">q"), "d": struct.Struct(">d"),
}  # fmt: skip
_WORTH: dict[str, bool | None] = {"T": True, "F": False, "N": None, "I": True}
"""Types that are their value. ``I`` is an impulse: a button."""


class BadPacket(DreamWindowError):
    """Bytes that are no OSC packet, or one with what we do not read."""


@dataclass(frozen=True, slots=True)
class Message:
    """An address, such as ``/strength``, and its arguments."""

    address: str
    arguments: tuple[Argument, ...] = ()


def read(packet: bytes) -> list[Message]:
    """Its messages in order; when a bundle wants them to happen is passed over. Raises `BadPacket`."""
    messages: list[Message] = []
    for message in _messages(packet, _DEEPEST):
        if len(messages) == MOST_MESSAGES:
            raise BadPacket(f"A packet of more than {MOST_MESSAGES} messages.")
        messages.append(message)
    return messages


def write(message: Message) -> bytes:
    """As a packet; whole numbers of 32 bits, others as ``f``."""
    tags, body = ",", b""
    for argument in message.arguments:
        tag, data = _written(argument)
        tags, body = tags + tag, body + data
    return _text(message.address) + _text(tags) + body


def _messages(packet: bytes, deeper: int) -> Iterator[Message]:
    if not packet.startswith(_BUNDLE):
        yield _message(packet)
        return
    if not deeper:
        raise BadPacket("Bundles within bundles within bundles.")
    at = _BUNDLE_HEAD
    if len(packet) < at:
        raise BadPacket("A bundle that breaks off.")
    while at < len(packet):
        number, at = _unpack(_NUMBERS["i"], packet, at)
        size = int(number)
        if not 0 < size <= len(packet) - at:
            raise BadPacket("A bundle that breaks off.")
        yield from _messages(packet[at : at + size], deeper - 1)
        at += size


def _message(packet: bytes) -> Message:
    if not packet.startswith(b"/"):
        raise BadPacket("It begins with no address.")
    address, at = _read_text(packet, 0)
    if at == len(packet):  # very old senders leave the types out
        return Message(address)
    tags, at = _read_text(packet, at)
    if not tags.startswith(","):
        raise BadPacket("It says no types.")
    arguments: list[Argument] = []
    for tag in tags[1:]:
        argument, at = _read(tag, packet, at)
        arguments.append(argument)
    if at != len(packet):
        raise BadPacket("There is more than its types say.")
    return Message(address, tuple(arguments))


def _read(tag: str, packet: bytes, at: int) -> tuple[Argument, int]:
    if tag in _NUMBERS:
        return _unpack(_NUMBERS[tag], packet, at)
    if tag in ("s", "S"):
        return _read_text(packet, at)
    if tag in _WORTH:
        return _WORTH[tag], at
    raise BadPacket(f"Type {tag!r} is not read here.")


def _read_text(packet: bytes, at: int) -> tuple[str, int]:
    """Up to its NUL, which is followed by more up to a multiple of four."""
    end = packet.find(b"\0", at)
    after = end // 4 * 4 + 4
    if end < 0 or after > len(packet) or packet[end:after].strip(b"\0"):
        raise BadPacket("A text that breaks off.")
    try:
        return packet[at:end].decode(), after
    except UnicodeDecodeError as error:
        raise BadPacket("A text that is no UTF-8.") from error


def _unpack(number: struct.Struct, packet: bytes, at: int) -> tuple[int | float, int]:
    if at + number.size > len(packet):
        raise BadPacket("A number that breaks off.")
    (value,) = number.unpack_from(packet, at)
    return value, at + number.size


def _written(argument: Argument) -> tuple[str, bytes]:
    if argument is None or isinstance(argument, bool):
        return {True: "T", False: "F", None: "N"}[argument], b""
    if isinstance(argument, str):
        return "s", _text(argument)
    if isinstance(argument, int) and -(2**31) <= argument < 2**31:
        return "i", _NUMBERS["i"].pack(argument)
    return "f", _NUMBERS["f"].pack(argument)


def _text(text: str) -> bytes:
    data = text.encode(errors="replace").replace(b"\0", b"") + b"\0"
    return data + b"\0" * (-len(data) % 4)
