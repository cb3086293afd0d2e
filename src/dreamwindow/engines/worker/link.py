"""Link: one hosting process, as the event loop sees it: opened, asked one thing after another, closed."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeAlias, cast

from dreamwindow.contracts.engine import EngineFactory, EngineOptions, OnEvent
from dreamwindow.engines.worker.failures import describe, revive
from dreamwindow.engines.worker.limits import Limits
from dreamwindow.engines.worker.messages import (
    Came,
    Cancel,
    Done,
    Failed,
    Lost,
    Order,
    Ready,
    Request,
    Stop,
    Told,
    Word,
    Work,
)
from dreamwindow.engines.worker.process import EngineProcess
from dreamwindow.errors import EngineError, EngineUnavailable, GenerationFailed

_Answer: TypeAlias = Ready | Done | Failed | Lost


class ProcessLost(EngineUnavailable):
    """The process ended, or had to be ended, before it answered."""


class Link:
    """`open` it, `close` it on every path. ``lost`` says how the process ended, ``None`` while it runs.

    ``known`` are the numbers of the latents that it holds.
    """

    def __init__(self, limits: Limits) -> None:
        self.lost: str | None = None
        self.known: set[int] = set()
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._sender = ThreadPoolExecutor(1, thread_name_prefix="engine-orders")
        self._started: Future[None] | None = None
        self._process: EngineProcess | None = None
        self._number = 0
        self._hear: OnEvent | None = None
        self._patience: asyncio.Timeout | None = None
        self._answer: asyncio.Future[_Answer] = self._loop.create_future()

    @property
    def pid(self) -> int | None:
        """The process's; ``None`` before there is one."""
        return self._process.pid if self._process is not None else None

    async def open(self, factory: EngineFactory, options: EngineOptions) -> Ready:
        """Start it; what it says of its engine. Raises what opening the engine raises, and `EngineUnavailable`."""
        self._started = self._sender.submit(self._start, factory, options)
        answer = await self._awaited(self._limits.start_s)
        if isinstance(answer, Failed):
            raise revive(answer.failure, EngineError)
        return cast(Ready, answer)

    async def ask(self, work: Work, dropped: tuple[int, ...], hear: OnEvent | None = None) -> Any:
        """What the engine makes of it. Cancelling breaks it off there. Raises what the engine raises, `ProcessLost`."""
        await self._idle()
        self._number += 1
        self._answer, self._hear = self._loop.create_future(), hear
        self._sender.submit(self._send, Request(self._number, work, dropped))
        try:
            answer = await self._awaited(self._limits.answer_s)
        except asyncio.CancelledError:
            self._hear = None
            self._sender.submit(self._send, Cancel(self._number))
            raise
        if isinstance(answer, Failed):
            raise revive(answer.failure, GenerationFailed)
        return cast(Done, answer).result

    async def close(self) -> None:
        """End the process, with all that it holds."""
        await asyncio.to_thread(self._end)

    async def _idle(self) -> None:
        """Wait for work that was broken off."""
        if not self._answer.done():
            await self._awaited(self._limits.cancel_s)
        if self.lost is not None:
            raise self._gone()

    async def _awaited(self, limit_s: float) -> _Answer:
        try:
            async with asyncio.timeout(limit_s) as self._patience:
                answer = await asyncio.shield(self._answer)
        except TimeoutError as error:
            self.lost = f"it said nothing for {limit_s:g} s and was ended"
            if self._process is not None:
                self._process.kill()
            raise self._gone() from error
        finally:
            self._patience = None
        if isinstance(answer, Lost):
            raise self._gone()
        return answer

    def _gone(self) -> ProcessLost:
        return ProcessLost(f"The engine's process is gone: {self.lost}.", "It is started again.")

    def _heard(self, word: Word | Lost) -> None:
        """In the loop, in the order in which it was said."""
        if isinstance(word, Told):
            logging.getLogger(word.logger).log(word.level, "%s", word.text)
            return
        if isinstance(word, Came):
            if self._patience is not None:
                self._patience.reschedule(self._loop.time() + self._limits.answer_s)
            if self._hear is not None:
                self._hear(word.progress)
            return
        if isinstance(word, Lost) and self.lost is None:
            self.lost = word.how
        if not self._answer.done():
            self._answer.set_result(word)

    def _deliver(self, word: Word | Lost) -> None:
        self._loop.call_soon_threadsafe(self._heard, word)

    def _start(self, factory: EngineFactory, options: EngineOptions) -> None:
        try:
            self._process = EngineProcess(factory, options, self._limits.farewell_s, self._deliver)
        except Exception as error:  # noqa: BLE001 - whoever opens it hears of it
            self._deliver(Failed(0, describe(error)))

    def _send(self, order: Order) -> None:
        try:
            if self._process is not None:
                self._process.send(order)
        except Exception as error:  # noqa: BLE001 - what cannot be pickled; whoever asked hears of it
            self._deliver(Failed(self._number, describe(error)))

    def _end(self) -> None:
        self._sender.submit(self._send, Stop())
        if self._started is not None:
            self._started.exception()  # one that is being started is waited for
        if self._process is not None:
            self._process.end()
        self._sender.shutdown()
        if self._process is not None:
            self._process.close()
