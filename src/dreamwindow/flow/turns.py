"""Turns: one thing that many use, one at a time or several at once, each as often as any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from dreamwindow.flow.together import Brought, Result, Together, Work

Most: TypeAlias = Callable[[], int]
"""How many may share a turn at present; 1 is nobody."""


@dataclass(slots=True, eq=False)
class Taker:
    """One who takes turns: ``turns`` counts those it had."""

    name: str
    turns: int = 0
    last: int = -1


class Turn:
    """One turn, of one taker or of several."""

    def __init__(self, most: int) -> None:
        self.together = Together()
        self._most = most
        self._takers: set[Taker] = set()

    def lets_in(self, taker: Taker) -> bool:
        """Whether ``taker`` may share it: nobody works yet, it is not full, and ``taker`` was not in it."""
        return self.together.is_open and len(self._takers) < self._most and taker not in self._takers

    def let_in(self, taker: Taker, number: int) -> None:
        """It is ``taker``'s, too, as the ``number``-th that was given."""
        self._takers.add(taker)
        self.together.come()
        taker.turns, taker.last = taker.turns + 1, number


class Place:
    """What one taker has of a turn."""

    def __init__(self, turn: Turn) -> None:
        self.brought = False
        self._turn = turn

    async def bring(self, what: Brought, work: Work[Brought, Result]) -> Result:
        """See `Together.bring`. Once a turn."""
        self.brought = True
        return await self._turn.together.bring(what, work)


@dataclass(slots=True, eq=False)
class _Waiting:
    taker: Taker
    most: Most
    given: asyncio.Future[Turn]


class Turns:
    """Round robin over whoever waits: the one whose last turn lies furthest back is next. For one event loop.

    Nobody is asked to take a turn, so who does not come holds up nobody; who comes back at once waits for the others.
    Those who share have a turn together, and who comes before its work begins is let in.
    """

    def __init__(self) -> None:
        self._count = 0
        self._turn: Turn | None = None
        self._waiting: list[_Waiting] = []

    @asynccontextmanager
    async def turn(self, taker: Taker, most: Most = lambda: 1) -> AsyncIterator[Place]:
        """Wait for a turn of ``taker``, which lasts as long as the block; shared with others of ``most`` above 1."""
        turn = await self._take(taker, most)
        place = Place(turn)
        try:
            yield place
        finally:
            await self._leave(turn, brought=place.brought)

    async def _take(self, taker: Taker, most: Most) -> Turn:
        if self._turn is None:
            return self._begin(taker, most)
        if self._turn.lets_in(taker) and most() > 1:
            return self._give(self._turn, taker)
        waiting = _Waiting(taker, most, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            return await waiting.given
        except asyncio.CancelledError:
            if waiting.given.cancelled():
                self._waiting.remove(waiting)
            else:  # it was given the turn in the moment in which it went
                await self._leave(waiting.given.result(), brought=False)
            raise

    async def _leave(self, turn: Turn, *, brought: bool) -> None:
        try:
            await turn.together.leave(brought=brought)
        finally:
            if turn is self._turn and turn.together.inside == 0:
                self._pass_on()

    def _begin(self, taker: Taker, most: Most) -> Turn:
        self._turn = Turn(most())
        return self._give(self._turn, taker)

    def _give(self, turn: Turn, taker: Taker) -> Turn:
        self._count += 1
        turn.let_in(taker, self._count)
        return turn

    def _pass_on(self) -> None:
        """To who waits longest since its last turn, the first who came among equals, and to those who share it."""
        # who was cancelled is gone, and has yet to hear of it
        staying = [waiting for waiting in self._waiting if not waiting.given.cancelled()]
        self._turn = None
        for waiting in sorted(staying, key=lambda waiting: waiting.taker.last):
            if self._turn is None:
                turn = self._begin(waiting.taker, waiting.most)
            elif self._turn.lets_in(waiting.taker) and waiting.most() > 1:
                turn = self._give(self._turn, waiting.taker)
            else:
                continue
            self._waiting.remove(waiting)
            waiting.given.set_result(turn)
