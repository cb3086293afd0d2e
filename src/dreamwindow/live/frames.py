"""A client's frame on its way in, and what became of it on its way out."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import Protocol

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import decode_camera
from dreamwindow.model.frame import Pixels


class Undecoded(Protocol):
    """A picture that is no file: a video's frame, say."""

    def pixels(self) -> Pixels:
        """Blocks. Raises `InvalidImage`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrived:
    """A picture as it came: a JPEG or WebP file, that in base64, or whatever else knows its pixels.

    ``received_us`` is on the server's monotonic clock; ``capture_ts_us`` is the client's own and only echoed.
    """

    data: bytes | str | Undecoded = field(repr=False)
    received_us: int
    capture_ts_us: int = 0

    def pixels(self) -> Pixels:
        """Blocks. Raises `InvalidImage`."""
        if isinstance(self.data, bytes):
            return decode_camera(self.data)
        return decode_camera(_file(self.data)) if isinstance(self.data, str) else self.data.pixels()


def _file(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidImage("The picture is not base64.", "Send data:image/jpeg;base64,…") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTimes:
    """How long each stage on the server took, in ms: ``wait`` for the engine, then ``decode`` and ``engine``."""

    wait: float
    decode: float
    engine: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Styled:
    """A picture that was made of one that came; times in µs as there, ``started_us`` when work on it began."""

    pixels: Pixels = field(repr=False)
    settings_rev: int
    capture_ts_us: int
    received_us: int
    started_us: int
    stages: StageTimes
