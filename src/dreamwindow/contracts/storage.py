"""The storage seams: where pictures and sessions live. Every call blocks: call it off the event loop.

Keys are relative POSIX paths inside the storage's root (``000001.png``, ``inputs/ab12….png``); a key that would leave
the root, or that some file system could not hold, raises `StorageError`. So does whatever cannot be reached: a disk
that fails, a server that does not answer in time. A storage far away may be a little behind: a listing may name what is
gone, and not yet what is new; reading by key is what counts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from dreamwindow.model.session import SessionManifest


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """``size`` in bytes, ``modified_at`` in seconds since the epoch."""

    key: str
    size: int
    modified_at: float


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """Something in a session came, went or became another. ``names`` may be empty: then look at all of it."""

    session_id: str
    names: frozenset[str]


class ImageStorage(Protocol):
    """Bytes by key. A reader sees the old bytes or the new ones, never a mixture."""

    def read_bytes(self, key: str) -> bytes:
        """Raises `FileNotFoundError`."""
        ...

    def write_bytes(self, key: str, data: bytes) -> None:
        """Atomic; replaces. Raises `StorageError`."""
        ...

    def exists(self, key: str) -> bool:
        """Whether there is something to read."""
        ...

    def delete(self, key: str) -> None:
        """No error where nothing is."""
        ...

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Everything whose key starts with ``prefix``, ordered by key; unfinished writes left out."""
        ...

    def stat(self, key: str) -> ObjectInfo:
        """Raises `FileNotFoundError`."""
        ...


class SessionStorage(Protocol):
    """Sessions by id."""

    def list_sessions(self) -> list[str]:
        """Ids, newest first."""
        ...

    def count_images(self, session_id: str) -> int:
        """How many pictures the session holds directly."""
        ...

    def images(self, session_id: str) -> ImageStorage:
        """The session's files. Raises `SessionNotFound`."""
        ...

    def manifest(self, session_id: str) -> SessionManifest | None:
        """``None`` for a folder that has none. Raises `SessionNotFound` or `SessionDamaged`."""
        ...

    def watch(self) -> AbstractAsyncContextManager[AsyncIterator[SessionChanged]]:
        """What changes from the moment of entering, told without end. The one that is asynchronous: it only waits."""
        ...
