"""Gathering: while the model is at work, pictures of other clients come in; they are the next batch, together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeAlias

from dreamwindow.engines.diffusers.sampling import Checkpoint
from dreamwindow.engines.diffusers.stream.stream import Memory, Wish
from dreamwindow.errors import GenerationFailed

Work: TypeAlias = Callable[[Sequence[Wish], Checkpoint], list[Memory]]
MOST = 8
"""Clients in one batch: more would make each wait longer than the batch saves."""


@dataclass(slots=True, eq=False)
class _Waiting:
    wish: Wish
    result: asyncio.Future[Memory]


class Gathering:
    """For one event loop. ``work`` is done on the pool, one batch at a time."""

    def __init__(self, pool: Executor, work: Work, interrupted: type[BaseException]) -> None:
        self._pool = pool
        self._work = work
        self._interrupted = interrupted
        self._loop = asyncio.get_running_loop()
        self._waiting: list[_Waiting] = []
        self._at_work: list[_Waiting] = []
        self.batches = 0

    async def restyle(self, wish: Wish) -> Memory:
        """Wait for the next batch, and be in it. Cancelling breaks a batch off that nobody else waits for."""
        mine = _Waiting(wish, self._loop.create_future())
        self._waiting.append(mine)
        self._begin()
        return await mine.result

    def _begin(self) -> None:
        self._waiting = [one for one in self._waiting if not one.result.done()]
        if self._at_work or not self._waiting:
            return
        self._at_work, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self.batches += 1
        batch, stop = self._at_work, threading.Event()

        def gone(_: asyncio.Future[Memory]) -> None:
            if all(one.result.cancelled() for one in batch):
                stop.set()

        def checkpoint(_: float) -> None:
            if stop.is_set():
                raise self._interrupted

        for one in batch:
            one.result.add_done_callback(gone)
        done = self._loop.run_in_executor(self._pool, self._work, [one.wish for one in batch], checkpoint)
        done.add_done_callback(self._ended)

    def _ended(self, done: asyncio.Future[list[Memory]]) -> None:
        batch, self._at_work = self._at_work, []
        error = _error(done)
        for number, one in enumerate(batch):
            if one.result.done():  # cancelled
                continue
            if error is not None:
                one.result.set_exception(error)
            else:
                one.result.set_result(done.result()[number])
        self._begin()


def _error(done: asyncio.Future[list[Memory]]) -> BaseException | None:
    if done.cancelled():
        return GenerationFailed("The engine was put away.")
    return done.exception()
