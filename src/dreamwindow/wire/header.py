"""The binary frame header: fixed, little-endian, then JPEG or WebP bytes.

`FIELDS` and `DREAM_FIELDS` are the one source: ``docs/wire.md`` and the page's reader are generated from them
(``python -m tools.generate``).

Times are microseconds on the server's monotonic clock, but ``capture_ts_us``, which is the client's own and is echoed
untouched.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import NamedTuple

from dreamwindow.errors import ProtocolError

MAGIC = b"DW"
VERSION = 1


class Field(NamedTuple):
    """A field's name, its `struct` code and what it says."""

    name: str
    code: str
    doc: str


FIELDS = (
    Field("magic", "2s", "`DW`"),
    Field("version", "B", "1"),
    Field("kind", "B", "what follows the header: 1 JPEG, 2 WebP"),
    Field("flags", "I", "bit 0 *dream*: `present_at_us` and `duration_us` follow; bit 1 *cut*: do not fade"),
    Field("seq", "I", "counts the frames sent on this socket; acknowledge it"),
    Field("settings_rev", "I", "revision of the settings that made the frame"),
    Field("capture_ts_us", "Q", "the client's own stamp, echoed; 0 if there is none"),
    Field("received_us", "Q", "when the server had the input; for a dream, when the frame was handed out"),
    Field("started_us", "Q", "when work on it began"),
    Field("ended_us", "Q", "when it was encoded and given to the socket"),
    Field("width", "H", "pixels"),
    Field("height", "H", "pixels"),
)
DREAM_FIELDS = (
    Field("present_at_us", "Q", "when to show it"),
    Field("duration_us", "I", "how long the fade from the frame before takes"),
)
_BASE = struct.Struct("<" + "".join(f.code for f in FIELDS))
_DREAM = struct.Struct("<" + "".join(f.code for f in DREAM_FIELDS))
BASE_BYTES, DREAM_BYTES = _BASE.size, _DREAM.size


class Payload(IntEnum):
    """``kind``: how the picture is encoded."""

    JPEG = 1
    WEBP = 2


class Flag(IntFlag):
    """``flags``: bits of it."""

    DREAM = 1
    CUT = 2


NO_FLAGS = Flag(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameHeader:
    """See `FIELDS`. ``present_at_us`` and ``duration_us`` count only with `Flag.DREAM`."""

    kind: Payload
    flags: Flag = NO_FLAGS
    seq: int
    settings_rev: int = 0
    capture_ts_us: int = 0
    received_us: int = 0
    started_us: int = 0
    ended_us: int = 0
    width: int
    height: int
    present_at_us: int = 0
    duration_us: int = 0

    def pack(self) -> bytes:
        """52 bytes, or 64 for a dream's frame."""
        base = _BASE.pack(
            MAGIC, VERSION, self.kind, self.flags, self.seq & 0xFFFFFFFF, self.settings_rev & 0xFFFFFFFF,
            self.capture_ts_us, self.received_us, self.started_us, self.ended_us, self.width, self.height,
        )  # fmt: skip
        return base + _DREAM.pack(self.present_at_us, self.duration_us) if self.flags & Flag.DREAM else base


def unpack(message: bytes) -> tuple[FrameHeader, memoryview]:
    """Header and picture bytes of one binary message. Raises `ProtocolError`."""
    if len(message) < BASE_BYTES or message[:2] != MAGIC:
        raise ProtocolError("bad_header", "A binary message starts with DW and a 52 byte header.")
    _, version, kind, flags, seq, rev, capture, received, started, ended, width, height = _BASE.unpack_from(message)
    if version != VERSION:
        raise ProtocolError("bad_version", f"Header version {version} is not {VERSION}.")
    if kind not in set(Payload):
        raise ProtocolError("bad_kind", f"Frame kind {kind} is neither JPEG (1) nor WebP (2).")
    if flags & ~int(Flag.DREAM | Flag.CUT):
        raise ProtocolError("bad_flags", f"Flags {flags:#x} have unknown bits.")
    offset, present_at, duration = BASE_BYTES, 0, 0
    if flags & Flag.DREAM:
        if len(message) < BASE_BYTES + DREAM_BYTES:
            raise ProtocolError("bad_header", "A dream's frame has a 64 byte header.")
        present_at, duration = _DREAM.unpack_from(message, BASE_BYTES)
        offset += DREAM_BYTES
    header = FrameHeader(
        kind=Payload(kind), flags=Flag(flags), seq=seq, settings_rev=rev, capture_ts_us=capture, received_us=received,
        started_us=started, ended_us=ended, width=width, height=height, present_at_us=present_at, duration_us=duration,
    )  # fmt: skip
    return header, memoryview(message)[offset:]
