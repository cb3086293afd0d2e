"""What sessions and pictures look like to a client. Times are ISO 8601 in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, JsonValue

from dreamwindow.library.model import ImageEntry, SessionEntry, Stats
from dreamwindow.sessions.foreign import Facts


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

    @classmethod
    def of(cls, entry: SessionEntry) -> Self:
        """The view of one entry."""
        return cls(
            id=entry.key,
            title=entry.title,
            root=entry.root,
            path=entry.path,
            kind=entry.kind,
            status=entry.status,
            stop_reason=entry.stop_reason,
            engine=entry.engine,
            model=entry.model,
            prompt=entry.prompt,
            began_at=moment(entry.began_ns),
            ended_at=None if entry.ended_ns is None else moment(entry.ended_ns),
            newest_at=moment(entry.newest_ns),
            images=entry.images,
            bytes=entry.bytes,
            colours=list(entry.colours),
            problem=entry.problem,
        )


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

    @classmethod
    def of(cls, entry: ImageEntry) -> Self:
        """The view of one entry."""
        return cls(
            session=entry.session,
            name=entry.name,
            version=entry.version,
            made_at=moment(entry.mtime_ns),
            bytes=entry.size,
            width=entry.width,
            height=entry.height,
            prompt=entry.prompt,
            seed=entry.seed,
            model=entry.model,
            favourite=entry.favourite,
            rating=entry.rating,
            tags=list(entry.tags),
            colours=list(entry.colours),
            problem=entry.problem,
        )


class ImagesView(View):
    """A stretch of pictures."""

    images: list[ImageView]
    cursor: str | None
    """Asks for the next stretch; ``null`` at the end."""

    @classmethod
    def of(cls, entries: Iterable[ImageEntry], cursor: str | None = None) -> Self:
        """The view of one page."""
        return cls(images=[ImageView.of(entry) for entry in entries], cursor=cursor)


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

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """The view of what was read."""
        return cls(
            maker=facts.maker,
            prompt=facts.prompt,
            negative_prompt=facts.negative_prompt,
            seed=facts.seed,
            model=facts.model,
            more={name: _plain(value) for name, value in facts.more.items()},
        )


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
    """Pictures that can be found by their look."""
    by_root: dict[str, int]
    by_model: dict[str, int]
    by_tag: dict[str, int]

    @classmethod
    def of(cls, stats: Stats) -> Self:
        """The view of the counts."""
        return cls(
            sessions=stats.sessions,
            images=stats.images,
            bytes=stats.bytes,
            favourites=stats.favourites,
            rated=stats.rated,
            unreadable=stats.unreadable,
            described=stats.described,
            by_root=dict(stats.by_root),
            by_model=dict(stats.by_model),
            by_tag=dict(stats.by_tag),
        )


def moment(ns: int) -> datetime:
    """Nanoseconds since the epoch, to the microsecond."""
    return datetime.fromtimestamp(ns // 1000 / 1e6, UTC)


def _plain(value: Any) -> JsonValue:
    """What other programs wrote: numbers that JSON has not become words."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    return str(value)
