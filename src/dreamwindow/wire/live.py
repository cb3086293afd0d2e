"""The messages of cameras: frames up, styled frames down, and how long it all took."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dreamwindow.wire.views import Wire

DATA_URLS = ("data:image/jpeg;base64,", "data:image/webp;base64,", "data:image/png;base64,")


class FrameUp(Wire):
    """A camera's frame, to be restyled. `styled_frame` answers it, or `error`.

    While one is at work the newest waits for it, and those in between get no answer.
    """

    type: Literal["frame"]
    image: Annotated[str, Field(pattern=f"^({'|'.join(DATA_URLS)})")]
    """``data:image/jpeg;base64,…``, WebP or PNG."""
    capture_ts_us: Annotated[int, Field(ge=0, lt=2**64)] = 0
    """The client's own stamp; comes back with the styled frame."""


class StyledFrame(Wire):
    """A frame of a camera that said no hello, or asked for JSON, restyled."""

    type: Literal["styled_frame"] = "styled_frame"
    image: str
    """``data:image/jpeg;base64,…``"""
    seq: int
    """Counts from 1. Who said hello acknowledges it; who did not need not."""
    settings_rev: int
    """Revision of the settings that made it."""
    capture_ts_us: int
    """As it came with the frame."""
    received_us: int
    """When the server had the frame, on its own clock."""
    started_us: int
    """When work on it began."""
    ended_us: int
    """When it was encoded and given to the socket."""
    width: int
    height: int


class FramePassed(Wire):
    """A frame went down a camera's video track: over WebRTC, for who stamps its frames."""

    type: Literal["passed"] = "passed"
    stamp: int
    """The number that stood below the camera's frame, and stands below this one; 0 if it could not be read."""
    settings_rev: int
    """Revision of the settings that made it."""
    received_us: int
    """When the server had the frame, on its own clock."""
    started_us: int
    """When work on it began."""
    ended_us: int
    """When it was encoded and sent."""


class Spread(Wire):
    """Of the last few hundred frames, in ms."""

    p50: float
    p95: float


class StageSpreads(Wire):
    """How long each stage on the server takes, in ms; ``null`` before the first frame."""

    wait: Spread | None
    """In the box, and for a turn at the engine."""
    decode: Spread | None
    engine: Spread | None
    encode: Spread | None


class DropCounts(Wire):
    """Frames that came to nothing, by cause."""

    waited: int
    """A newer one came while it waited for the engine."""
    unacknowledged: int
    """A newer one was made while too many were on their way back."""
    unreadable: int
    """It was no picture."""
    engine: int
    """The engine could not make it."""


class LiveFigures(Wire):
    """How it goes: for cameras that said hello, once a second."""

    type: Literal["live"] = "live"
    engine: str | None
    """Who makes the pictures; ``null`` while there is nobody."""
    engine_fps: float
    """Frames restyled a second, over the last few seconds."""
    delivered_fps: float
    """Frames sent a second."""
    clients: int
    """How many cameras share the engine."""
    stages: StageSpreads
    drops: DropCounts
