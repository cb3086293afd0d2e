"""What sessions and pictures of the library look like to a client. Times are ISO 8601 in UTC."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, JsonValue


class View(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class SessionView(View):
    """A folder of pictures: a dream, or what another program made."""

    id: str
    """For addresses."""
    title: str
    root: str
    """The name of the folder of ``library.roots`` that it lies in; ``sessions`` for our own."""
    path: str
    """Its folder, relative to the root."""
    kind: str
    status: str | None
    stop_reason: str | None
    engine: str | None
    model: str | None
    prompt: str | None
    began_at: datetime
    ended_at: datetime | None
    newest_at: datetime
    """When its newest picture was written."""
    images: int
    bytes: int
    colours: list[str]
    """Up to six, as ``rrggbb``, the most frequent first."""
    problem: str | None
    """What of it cannot be read."""


class SessionsView(View):
    """A stretch of the sessions, newest first."""

    sessions: list[SessionView]
    cursor: str | None
    """Asks for the next stretch; ``null`` at the end."""


class ImageView(View):
    """A picture."""

    session: str
    name: str
    version: str
    """Changes whenever the file does: with ``v=`` of it, an answer is kept for a year."""
    made_at: datetime
    """When the file was written."""
    bytes: int
    width: int | None
    """Pixels, upright; ``null`` while nobody has looked."""
    height: int | None
    prompt: str
    seed: str | None
    """In words: some have more digits than a number holds."""
    model: str | None
    favourite: bool
    rating: int | None
    """1 to 5."""
    tags: list[str]
    colours: list[str]
    problem: str | None
    """Why it cannot be shown."""


class ImagesView(View):
    """A stretch of pictures."""

    images: list[ImageView]
    cursor: str | None
    """Asks for the next stretch; ``null`` at the end."""


class FactsView(View):
    """All that a picture says of how it was made."""

    maker: str | None
    """``dreamwindow``, ``a1111``, ``comfyui`` or ``invokeai``; ``null`` for a picture that says nothing."""
    prompt: str
    negative_prompt: str
    seed: str | None
    model: str | None
    more: dict[str, JsonValue]
    """Whatever else it says, for a person to read."""


class StatsView(View):
    """Counts over everything; ``by_*`` are name to images."""

    sessions: int
    images: int
    bytes: int
    favourites: int
    rated: int
    unreadable: int
    """Pictures that cannot be shown."""
    described: int
    """Pictures that can be found by their look: what compares pictures now has seen them."""
    reads_words: bool
    """Whether pictures are found by words for what is in them."""
    by_root: dict[str, int]
    by_model: dict[str, int]
    by_tag: dict[str, int]
