"""Turns: one thing that many use, one at a time, each as often as any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

_Waiting: TypeAlias = "tuple[Taker, asyncio.Future[None]]"


@dataclass(slots=True, eq=False)
class Taker:
    """One who takes turns: ``turns`` counts those it had."""

    name: str
    turns: int = 0
    last: int = -1


class Turns:
    """Round robin over whoever waits: the one whose last turn lies furthest back is next. For one event loop.

    Nobody is asked to take a turn, so who does not come holds up nobody; who comes back at once waits for the others.
    """

    def __init__(self) -> None:
        self._count = 0
        self._taken = False
        self._waiting: list[_Waiting] = []

    @asynccontextmanager
    async def turn(self, taker: Taker) -> AsyncIterator[None]:
        """Wait for a turn of ``taker``, which lasts as long as the block."""
        await self._take(taker)
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, taker: Taker) -> None:
        if not self._taken:
            self._give(taker)
            return
        waiting = (taker, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            await waiting[1]
        except asyncio.CancelledError:
            if waiting[1].cancelled():
                self._waiting.remove(waiting)
            else:  # it was given the turn in the moment in which it went
                self._pass_on()
            raise

    def _give(self, taker: Taker) -> None:
        self._taken = True
        self._count += 1
        taker.turns, taker.last = taker.turns + 1, self._count

    def _pass_on(self) -> None:
        staying = [waiting for waiting in self._waiting if not waiting[1].cancelled()]  # who went has yet to hear of it
        if not staying:
            self._taken = False
            return
        following = min(staying, key=lambda waiting: waiting[0].last)  # the first who came among equals
        self._waiting.remove(following)
        self._give(following[0])
        following[1].set_result(None)
