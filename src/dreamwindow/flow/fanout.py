"""Fan-out: one stream of frames to many takers, none of which slows another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum

from dreamwindow.contracts.sink import Sink
from dreamwindow.flow.alongside import alongside
from dreamwindow.flow.box import Closed, Newest, OneSlot
from dreamwindow.model.frame import ShownFrame

_log = logging.getLogger(__name__)
QUEUE_LENGTH = 8


class Policy(Enum):
    """What a taker that is busy misses."""

    NEWEST = "newest"
    """All but the newest frame: for who shows."""
    EVERY = "every"
    """Nothing: `Fanout.give` waits once `QUEUE_LENGTH` frames are behind. For who keeps."""


@dataclass(slots=True)
class _Taker:
    sink: Sink
    queue: asyncio.Queue[ShownFrame | None] | OneSlot[ShownFrame]
    failures: int = 0


class Fanout:
    """Gives each frame to every taker; none waits for another, and the giver only for those that must miss nothing.

    ``on_look`` is called when somebody comes to watch, leaves, or takes a single look; ``looks`` counts these.
    ``given`` counts frames.
    """

    def __init__(self, on_look: Callable[[], None] = lambda: None) -> None:
        self.looks = 0
        self.given = 0
        self._on_look = on_look
        self._takers: list[_Taker] = []
        self._watchers: set[Newest[ShownFrame]] = set()
        self.newest: ShownFrame | None = None

    @asynccontextmanager
    async def attached(self, sink: Sink, policy: Policy) -> AsyncIterator[None]:
        """Open ``sink`` and give it frames in a task of its own; leaving lets it finish what it has, and closes it."""
        taker = _Taker(sink, OneSlot() if policy is Policy.NEWEST else asyncio.Queue(QUEUE_LENGTH))

        async def end() -> None:
            self._takers.remove(taker)
            if isinstance(taker.queue, OneSlot):
                taker.queue.close()
            else:
                await taker.queue.put(None)

        async with sink, alongside(_serve(taker), name=f"sink {sink.name}", end=end):
            self._takers.append(taker)
            yield

    @asynccontextmanager
    async def watch(self, size: int = 1) -> AsyncIterator[Newest[ShownFrame]]:
        """A box in which the newest ``size`` frames lie, the last one shown first."""
        box: Newest[ShownFrame] = Newest(size)
        if self.newest is not None:
            box.put(self.newest)
        self._watchers.add(box)
        self._looked()
        try:
            yield box
        finally:
            self._watchers.discard(box)
            self._looked()

    def look(self) -> ShownFrame | None:
        """The newest frame, for one who wants no more than that now."""
        self._looked()
        return self.newest

    def _looked(self) -> None:
        self.looks += 1
        self._on_look()

    @property
    def watchers(self) -> int:
        """How many look on."""
        return len(self._watchers)

    async def give(self, shown: ShownFrame) -> None:
        """Hand a frame to everyone. Waits only for takers that must miss nothing."""
        self.newest = shown
        self.given += 1
        for watcher in self._watchers:
            watcher.put(shown)
        for taker in list(self._takers):
            if isinstance(taker.queue, OneSlot):
                taker.queue.put(shown)
            else:
                await taker.queue.put(shown)


async def _serve(taker: _Taker) -> None:
    while (shown := await _next(taker)) is not None:
        try:
            await taker.sink.take(shown)
        except Exception as error:  # noqa: BLE001 - a sink is somebody else's code: it must not end the dream
            taker.failures += 1
            if taker.failures & (taker.failures - 1) == 0:  # the 1st, 2nd, 4th, 8th ...: a full disk is no flood
                _log.warning("%s failed (%d times so far): %s", taker.sink.name, taker.failures, error)


async def _next(taker: _Taker) -> ShownFrame | None:
    if not isinstance(taker.queue, OneSlot):
        return await taker.queue.get()
    try:
        return await taker.queue.get()
    except Closed:
        return None
