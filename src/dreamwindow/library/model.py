"""What the library says of sessions and pictures. Times are nanoseconds since the epoch, as file systems count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dreamwindow.library.roots import SessionKey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list; ``cursor`` leads to the next, ``None`` at the end.

    What comes or goes meanwhile moves nothing: a cursor names the last thing seen, not how many there were.
    """

    items: tuple[T, ...]
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """One session. ``path`` is relative to its root; ``kind`` and ``status`` are the manifest's, where there is one.

    ``colours`` are up to six, as ``rrggbb``, the most frequent first. ``problem`` says what could not be read.
    """

    key: SessionKey
    root: str
    path: str
    title: str
    kind: str
    status: str | None
    stop_reason: str | None
    engine: str | None
    model: str | None
    prompt: str | None
    began_ns: int
    ended_ns: int | None
    heartbeat_ns: int | None
    images: int
    bytes: int
    newest_ns: int
    colours: tuple[str, ...]
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageEntry:
    """One picture. ``seed`` in words; ``rating`` 1 to 5; ``problem`` why it cannot be read; ``version`` tells this
    state of the file from any other, for caches."""

    id: int
    session: SessionKey
    name: str
    size: int
    mtime_ns: int
    width: int | None
    height: int | None
    prompt: str
    seed: str | None
    model: str | None
    favourite: bool
    rating: int | None
    tags: tuple[str, ...]
    colours: tuple[str, ...]
    problem: str | None

    @property
    def version(self) -> str:
        """Changes whenever the file does."""
        return f"{self.mtime_ns:x}-{self.size:x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What search by look goes by: whether it ``reads_words``, and how many pictures it has ``seen``."""

    reads_words: bool
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts over the whole catalogue; ``by_*`` are name to images; ``described``, whoever did it."""

    sessions: int
    images: int
    bytes: int
    favourites: int
    rated: int
    unreadable: int
    described: int
    by_root: Mapping[str, int] = field(default_factory=dict)
    by_model: Mapping[str, int] = field(default_factory=dict)
    by_tag: Mapping[str, int] = field(default_factory=dict)
