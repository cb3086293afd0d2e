"""``live.sources``: videos, addresses and folders of pictures that are restyled without a browser."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import AfterValidator, Field

from dreamwindow.config.addresses import Origin
from dreamwindow.config.group import Group

TAKEN = ("dream", "live", "own")
"""What has another meaning where sources are named."""


def _free(name: str) -> str:
    if name in TAKEN:
        raise ValueError(f"{name} is taken: choose another name")
    return name


Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$"), AfterValidator(_free)]
"""Small letters, digits and `-`."""


class Named(Protocol):
    """What is told from others by its name."""

    @property
    def name(self) -> str:
        """One of its own."""
        ...


N = TypeVar("N", bound=Named)


def each_once(items: tuple[N, ...]) -> tuple[N, ...]:
    """Raises `ValueError` for two of one name."""
    names = [item.name for item in items]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"there are two called {twice}")
    return items


class SourceConfig(Group):
    """What is restyled as a camera is. It takes a place among `live.clients`."""

    name: Name
    """What it is called in addresses."""
    place: Origin
    """A video file, a folder of pictures, or an address (http, https, rtsp, rtsps, rtmp, rtmps)."""
    kind: str | None = None
    """`video`, `folder`, or what a plugin is called; by itself it is seen from the place."""
    scene: Literal["live", "dream", "own"] = "live"
    """Whose words it is seen in. `own` has its own, which begin with `prompt`."""
    prompt: str | None = None
    """The words of a scene of its own; implies it."""
    at_end: Literal["again", "stop"] = "again"
    """What follows the last picture."""
    picture_s: Annotated[float, Field(gt=0, le=3_600)] = 4.0
    """Seconds that a picture of a folder stays."""
    starts: bool = True
    """Whether it begins with the server; else `POST /api/sources/NAME/start` does."""
