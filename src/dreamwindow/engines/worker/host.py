"""Host: a process while there is work for it, another when it is lost, and later each time that it does not last."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import EngineFactory, EngineOptions, OnEvent
from dreamwindow.engines.worker.limits import Limits
from dreamwindow.engines.worker.link import Link, ProcessLost
from dreamwindow.engines.worker.messages import MakeWork, Ready, known_after
from dreamwindow.errors import EngineUnavailable, GenerationFailed

_log = logging.getLogger(__name__)


class Host:
    """`open` it, `close` it. ``restarts`` counts the processes that took the place of one that was lost.

    One that is being started is started to the end, though who asked for it does not stay: the next who asks finds it.
    ``dropped`` are the numbers of latents that nobody needs any more: append to it from anywhere.
    """

    def __init__(self, factory: EngineFactory, options: EngineOptions, limits: Limits, clock: Clock) -> None:
        self.restarts = 0
        self.dropped: list[int] = []
        self._made_from = factory, options
        self._limits = limits
        self._clock = clock
        self._turn = asyncio.Lock()
        self._link: Link | None = None
        self._starting: asyncio.Task[tuple[Link, Ready]] | None = None
        self._is_open = False
        self._losses = 0
        self._not_before = 0.0
        self._numbers = 0

    @property
    def pid(self) -> int | None:
        """The process's, while there is one."""
        return self._link.pid if self._link is not None else None

    def number(self) -> int:
        """One that was never given before."""
        self._numbers += 1
        return self._numbers

    async def open(self) -> Ready:
        """Start the process; what it says of its engine. Raises what opening the engine raises."""
        async with self._turn:
            _, ready = await self._start()
            self._is_open = True
            return ready

    async def close(self) -> None:
        """End the process."""
        self._is_open = False
        await self.rest()

    async def rest(self) -> None:
        """End the process until there is work, also one that is being started."""
        async with self._turn:
            await self._call_off()
            await self._put_away()

    async def ask(self, make: MakeWork, hear: OnEvent | None = None) -> Any:
        """The answer to the work that ``make`` makes. Raises what the engine raises, and `ProcessLost`."""
        async with self._turn:
            link = await self._running()
            return await self._ask(link, make, hear)

    async def ask_if_running(self, make: MakeWork) -> Any:
        """The same, but for work that starts no process: ``None`` then."""
        async with self._turn:
            if self._link is None or self._link.lost is not None:
                return None
            return await self._ask(self._link, make, None)

    async def _ask(self, link: Link, make: MakeWork, hear: OnEvent | None) -> Any:
        dropped = tuple(self.dropped)
        del self.dropped[: len(dropped)]
        link.known.difference_update(dropped)
        work = make(link.known)
        try:
            result = await link.ask(work, dropped, hear)
        except ProcessLost:
            await self._note_loss(link)
            raise
        except BaseException:
            self.dropped.extend(dropped)  # it may not have been sent, and does no harm twice
            raise
        link.known.update(known_after(work))
        self._losses = 0
        return result

    async def _running(self) -> Link:
        if not self._is_open:
            raise GenerationFailed("The engine is not loaded.", "Use it inside 'async with'.")
        if self._starting is not None:  # who asked for it did not stay
            await self._started(self._starting)
        if self._link is not None and self._link.lost is not None:  # while there was nothing to do
            await self._note_loss(self._link)
        if self._link is not None:
            return self._link
        await self._clock.sleep(self._not_before - self._clock.monotonic())
        self._starting = asyncio.create_task(self._start(), name="start of an engine's process")
        return await self._started(self._starting)

    async def _started(self, starting: asyncio.Task[tuple[Link, Ready]]) -> Link:
        """What ``starting`` comes to. It goes on when who waits here is cancelled."""
        await asyncio.wait([starting])
        self._starting = None
        link, _ = starting.result()
        return link

    async def _call_off(self) -> None:
        starting, self._starting = self._starting, None
        if starting is not None:
            starting.cancel()
            await asyncio.wait([starting])
            if not starting.cancelled():
                starting.exception()  # nobody is left to hear of it

    async def _start(self) -> tuple[Link, Ready]:
        link = Link(self._limits)
        try:
            ready = await link.open(*self._made_from)
        except ProcessLost as error:
            self._count_loss(link)
            await link.close()
            raise EngineUnavailable(error.message, error.remedy) from error  # over no picture
        except BaseException:
            await link.close()
            raise
        self._link = link
        self.restarts += self._losses > 0
        return link, ready

    async def _note_loss(self, link: Link) -> None:
        self._count_loss(link)
        await self._put_away()

    def _count_loss(self, link: Link) -> None:
        self._losses += 1
        wait_s = self._limits.first_wait_s * 2.0 ** min(self._losses - 2, 16) if self._losses > 1 else 0.0
        self._not_before = self._clock.monotonic() + min(wait_s, self._limits.longest_wait_s)
        _log.warning("The engine's process is gone: %s (%d in a row)", link.lost, self._losses)

    async def _put_away(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            await link.close()
