"""``live``: cameras that are restyled."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from dreamwindow.config.group import Group
from dreamwindow.config.sinks import SinkConfig
from dreamwindow.config.videos import SourceConfig, each_once


class IceServer(Group):
    """A server that tells a camera how it can be reached (STUN), or passes its frames on (TURN)."""

    url: Annotated[str, Field(pattern=r"^(stun|turns?):[^\s]+$", max_length=200)]
    """`stun:stun.example.org:3478`, `turn:turn.example.org`."""
    username: str | None = None
    """For TURN."""
    credential: str | None = None
    """For TURN; whoever may open the page can read it."""


class LiveConfig(Group):
    """Cameras and videos that come in and go out restyled, beside the dream."""

    clients: Annotated[int, Field(ge=0, le=1_000)] = 16
    """Cameras at once. They take fair turns at the engine with each other and the dream, and share them where the
    engine restyles several at once; each more slows all. One beyond that is told that all places are taken; 0 restyles
    nothing."""
    keep_s: Annotated[float, Field(ge=0, le=3_600)] = 30.0
    """Seconds for which a camera whose line broke finds its own settings again."""
    frame_timeout_s: Annotated[float, Field(gt=0, le=3_600)] = 60.0
    """Seconds that one frame may take; that many for each of those that are restyled together. Then it is given up, and
    the engine is somebody else's."""
    jpeg_quality: Annotated[int, Field(ge=1, le=100)] = 85
    """Of the frames that go out."""
    recordings: Annotated[int, Field(ge=0, le=100)] = 4
    """Recordings at once, of cameras, sources and the dream. Each takes a thread that encodes video."""
    ice_servers: tuple[IceServer, ...] = ()
    """What WebRTC asks for a way through other networks: one STUN and one TURN server at most, such as `[{"url":
    "stun:stun.example.org:3478"}]`. With none, cameras have to be in the same network."""
    sources: Annotated[tuple[SourceConfig, ...], AfterValidator(each_once)] = ()
    """What is restyled beside cameras, such as `[{"name": "cat", "place": "videos/cat.mp4"}]`."""
    sinks: Annotated[tuple[SinkConfig, ...], AfterValidator(each_once)] = ()
    """Where pictures are sent, such as `[{"name": "stage", "to": "rtmp://example.org/live/key"}]`."""
