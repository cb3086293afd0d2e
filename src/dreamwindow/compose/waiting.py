"""Waiting for an engine that was away when we began: a server that nobody had started, say."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from dreamwindow.compose.engine_room import EngineRoom, HandOver
from dreamwindow.contracts.clock import Clock
from dreamwindow.flow.alongside import alongside

_log = logging.getLogger(__name__)
FIRST_S = 0.5
LONGEST_S = 4.0
"""An engine that comes is noticed within this time, and the time that asking it takes."""


@asynccontextmanager
async def waiting(
    room: EngineRoom, hand_over: HandOver, tell: Callable[[str | None], None], clock: Clock
) -> AsyncIterator[None]:
    """Try again and again to open the engine of ``room`` while the block runs, if it is away.

    ``tell`` hears what is waited for, in words for a person, and ``None`` once an engine is open.
    """
    wait = _Wait(room, hand_over, tell, clock)
    async with alongside(wait.run(), name="waiting for an engine", end=wait.end):
        yield


class _Wait:
    def __init__(self, room: EngineRoom, hand_over: HandOver, tell: Callable[[str | None], None], clock: Clock) -> None:
        self._room = room
        self._hand_over = hand_over
        self._tell = tell
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._over = False

    async def run(self) -> None:
        """Until an engine is open."""
        if self._over or self._room.away is None:
            return
        self._task, pause_s = asyncio.current_task(), FIRST_S
        said = self._say("")
        while not await self._room.arrival(self._hand_over):
            said = self._say(said)
            await self._clock.sleep(pause_s)
            pause_s = min(LONGEST_S, 2 * pause_s)
        _log.info("The engine is there")
        self._tell(None)

    async def end(self) -> None:
        """Break off wherever it stands."""
        self._over = True
        if self._task is not None:
            self._task.cancel()

    def _say(self, before: str) -> str:
        said = what_is_awaited(self._room) or before
        if said != before:
            _log.warning("%s", said)
            self._tell(said)
        return said


def what_is_awaited(room: EngineRoom) -> str | None:
    """What an engine that is away waits for, and what to do; ``None`` if it is not."""
    return None if room.away is None else f"Waiting: {room.away.message} {room.away.remedy}".rstrip()
