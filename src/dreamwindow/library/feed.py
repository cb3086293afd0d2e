"""Feed: who listens to the library hears which sessions changed, however slowly it listens."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dreamwindow.library.indexing.report import Change
from dreamwindow.library.roots import SessionKey


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEvent:
    """How many pictures of a session came, changed, went, were annotated or looked at; ``gone``: the session went."""

    session: SessionKey
    added: int = 0
    changed: int = 0
    removed: int = 0
    annotated: int = 0
    described: int = 0
    gone: bool = False

    @classmethod
    def of(cls, change: Change) -> LibraryEvent:
        """What a pass of the indexer found."""
        return cls(
            session=change.session,
            added=len(change.added),
            changed=len(change.changed),
            removed=len(change.removed),
            gone=change.gone,
        )

    def then(self, later: LibraryEvent) -> LibraryEvent:
        """Both in one."""
        return LibraryEvent(
            session=self.session,
            added=self.added + later.added,
            changed=self.changed + later.changed,
            removed=self.removed + later.removed,
            annotated=self.annotated + later.annotated,
            described=self.described + later.described,
            gone=later.gone,
        )


class Mailbox:
    """For one listener: at most one event a session lies in it. On one event loop."""

    def __init__(self) -> None:
        self._events: dict[SessionKey, LibraryEvent] = {}
        self._ready = asyncio.Event()

    def put(self, event: LibraryEvent) -> None:
        """Never waits."""
        before = self._events.get(event.session)
        self._events[event.session] = before.then(event) if before else event
        self._ready.set()

    async def get(self) -> tuple[LibraryEvent, ...]:
        """Wait for something, and take all that is there, in the order in which sessions first changed."""
        await self._ready.wait()
        self._ready.clear()
        events, self._events = tuple(self._events.values()), {}
        return events


class Feed:
    """Tells every listener. On one event loop."""

    def __init__(self) -> None:
        self._listeners: set[Mailbox] = set()

    def put(self, event: LibraryEvent) -> None:
        """Never waits."""
        for listener in self._listeners:
            listener.put(event)

    @contextmanager
    def subscribe(self) -> Iterator[Mailbox]:
        """What happens from now on, until the block is left."""
        listener = Mailbox()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
