"""What is kept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from dreamwindow.config.group import Group
from dreamwindow.errors import ConfigError


def _recorded(text: str) -> str:
    from dreamwindow.outputs.policy import parse_record  # what knows pictures is loaded when it is needed

    try:
        return str(parse_record(text))
    except ConfigError as error:
        raise ValueError(error.remedy) from error


class RecordingConfig(Group):
    """Which frames become files of the session."""

    record: Annotated[str, AfterValidator(_recorded)] = "keyframes"
    """`keyframes`, `all`, `every:N` (one frame in N) or `none`. Under `all` the dream waits for the disk."""
    max_per_minute: Annotated[int, Field(ge=1)] = 12
    """Keyframes kept a minute, at most; says nothing under `all` and `every:N`."""
    min_free_gb: Annotated[float, Field(ge=0)] = 1.0
    """A run that records does not start with less free disk than this, and recording pauses below it."""
    max_gb: Annotated[float, Field(gt=0)] | None = 20.0
    """What dreams and live takes may hold in all; beyond it pictures go, the oldest first, and their recipes stay.
    Favourites, pictures with a rating or a tag, and clips never go. `null`: no limit."""
    older: Literal["keep", "thin"] = "keep"
    """What becomes of sessions that began without a budget, by an earlier version say: `keep` leaves them alone and
    does not count them; `thin` takes them as all others, so that their pictures go first."""
