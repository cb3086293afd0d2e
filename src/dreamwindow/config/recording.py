"""What is kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dreamwindow.config.group import Group


class RecordingConfig(Group):
    """Which frames become files of the session."""

    record: Annotated[str, Field(pattern=r"^(keyframes|all|none|every:[1-9][0-9]*)$")] = "keyframes"
    """`keyframes`, `all`, `every:N` (one frame in N) or `none`. Under `all` the dream waits for the disk."""
    max_per_minute: Annotated[int, Field(ge=1)] = 12
    """Keyframes kept a minute, at most; says nothing under `all` and `every:N`."""
    min_free_gb: Annotated[float, Field(ge=0)] = 1.0
    """A run that records does not start with less free disk than this, and recording pauses below it."""
