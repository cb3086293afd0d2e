"""Pictures as they come: a file's bytes, and what the server says of them."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow.wire.header import Flag, FrameHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledPicture:
    """A camera's picture, restyled: a JPEG file. ``age_ms`` is from when it was sent until it was back."""

    data: bytes
    header: FrameHeader
    age_ms: float

    @property
    def server_ms(self) -> float:
        """How much of that it was with the server: waiting for its turn, made, encoded."""
        return (self.header.ended_us - self.header.received_us) / 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamPicture:
    """A picture of the dream: a JPEG file. ``header`` says when it is to be shown, on the server's clock."""

    data: bytes
    header: FrameHeader

    @property
    def fade_s(self) -> float:
        """How long the fade from the picture before takes; 0 for a cut."""
        return 0.0 if self.header.flags & Flag.CUT else self.header.duration_us / 1e6
