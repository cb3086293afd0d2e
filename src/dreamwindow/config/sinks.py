"""``live.sinks``: where pictures are sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dreamwindow.config.addresses import Target
from dreamwindow.config.group import Group
from dreamwindow.config.videos import Name


class SinkConfig(Group):
    """A stream, a virtual camera, or what a plugin knows."""

    name: Name
    """What it is called in addresses."""
    to: Target
    """`rtmp://server/app/key`, `srt://...`, a file; `/dev/video10`; what a plugin says."""
    kind: str = "ffmpeg"
    """`ffmpeg`, `v4l2loopback`, or what a plugin is called."""
    of: str = "dream"
    """What is sent: `dream`, or the name of a source."""
    rate_hz: Annotated[float, Field(gt=0, le=120)] = 30.0
    """Pictures a second, for what has to be fed evenly."""
    starts: bool = True
    """Whether it begins with the server; else `POST /api/sinks/NAME/start` does."""
