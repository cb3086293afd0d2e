"""ThumbnailMaker: thumbnails made over the cores, each once, whatever the pictures are."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import os
from collections.abc import AsyncGenerator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from enum import IntEnum
from types import TracebackType
from typing import Self

from dreamwindow.contracts.embedder import EmbedderFactory
from dreamwindow.errors import DreamWindowError
from dreamwindow.library.thumbnails.jobs import Made, Outcome, Refused, ThumbnailJob
from dreamwindow.library.thumbnails.slot import Slot
from dreamwindow.library.thumbnails.store import ThumbnailStore
from dreamwindow.library.thumbnails.worker import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerOptions:
    """``workers``: processes at most. ``timeout_s``: for one picture. ``idle_s``: after which all workers but one end.

    ``niceness``: how far workers step back behind everything else that runs, 0 to 19.
    ``create_embedder`` must be importable by name, since workers call it: every `Made` then has its vector.
    """

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    timeout_s: float = 30.0
    idle_s: float = 30.0
    niceness: int = 10
    create_embedder: EmbedderFactory | None = None


class _Urgency(IntEnum):
    SOMEBODY_WAITS = 0
    IN_TURN = 1


@dataclass(slots=True, order=True)
class _Waiting:
    """A job in the queue; ``number`` keeps those of one urgency in order."""

    urgency: _Urgency
    number: int
    job: ThumbnailJob = field(compare=False)
    result: asyncio.Future[Outcome] = field(compare=False)


class ThumbnailMaker:
    """An asynchronous context manager that owns the workers. For one event loop.

    A decoder that crashes or hangs costs the one picture that it had. Who asks for a picture that somebody else asked
    for already waits for the same result. Leaving the block ends what is being made, and cancels who waits.
    """

    def __init__(self, store: ThumbnailStore, options: MakerOptions = MakerOptions()) -> None:
        self.store = store
        self.options = options
        slots = [
            Slot(options.create_embedder, options.timeout_s, options.niceness) for _ in range(max(1, options.workers))
        ]
        self._slots = slots
        self._idle = list(slots)
        self._queue: list[_Waiting] = []
        self._results: dict[ThumbnailJob, asyncio.Future[Outcome]] = {}
        self._under_way: set[ThumbnailJob] = set()
        self._numbers = itertools.count()
        self._leaving = False
        self._retiring: asyncio.TimerHandle | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Starts one worker, so that the first picture does not wait for it."""
        self._threads = self._stack.enter_context(ThreadPoolExecutor(len(self._slots), "thumbnails"))
        self._stack.push_async_callback(self._cool_down)
        self._tasks = await self._stack.enter_async_context(asyncio.TaskGroup())
        first = self._idle.pop(0)
        self._tasks.create_task(self._use(first, first.warm_up), name="thumbnails warm up")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving = True
        self._queue.clear()
        if self._retiring is not None:
            self._retiring.cancel()
        for result in self._results.values():
            result.cancel()
        for slot in self._slots:
            slot.stop()
        await self._stack.__aexit__(None, None, None)

    async def one(self, job: ThumbnailJob) -> Outcome:
        """Make this thumbnail before those that nobody looks at, even if it is there already."""
        return await asyncio.shield(self._asked(job, _Urgency.SOMEBODY_WAITS))

    async def make(self, jobs: Iterable[ThumbnailJob]) -> AsyncGenerator[Outcome]:
        """Make them all and tell of each as it is done, in no order; ``jobs`` is drawn from as fast as they are made.

        Close it (`contextlib.aclosing`) to stop before the end.
        """
        under_way: set[asyncio.Future[Outcome]] = set()
        for job in jobs:
            under_way.add(self._asked(job, _Urgency.IN_TURN))
            if len(under_way) >= 2 * len(self._slots):
                done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                for result in done:
                    yield result.result()
        while under_way:
            done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for result in done:
                yield result.result()

    def _asked(self, job: ThumbnailJob, urgency: _Urgency) -> asyncio.Future[Outcome]:
        result = self._results.get(job)
        if result is None:
            result = self._results[job] = asyncio.get_running_loop().create_future()
            result.add_done_callback(lambda _: self._results.pop(job, None))
        heapq.heappush(self._queue, _Waiting(urgency, next(self._numbers), job, result))
        self._dispatch()
        return result

    def _dispatch(self) -> None:
        while self._queue and self._idle:
            waiting = heapq.heappop(self._queue)
            if not waiting.result.done() and waiting.job not in self._under_way:
                self._under_way.add(waiting.job)
                slot = next((slot for slot in self._idle if slot.is_warm), self._idle[0])
                self._idle.remove(slot)
                self._tasks.create_task(self._perform(slot, waiting), name="thumbnail")

    async def _perform(self, slot: Slot, waiting: _Waiting) -> None:
        done = asyncio.get_running_loop().run_in_executor(self._threads, self._made, slot, waiting.job)
        await asyncio.wait([done])
        self._under_way.discard(waiting.job)
        error = done.exception()
        if waiting.result.done():  # cancelled: we are leaving
            pass
        elif error is not None:
            waiting.result.set_exception(error)
        else:
            waiting.result.set_result(done.result())
        self._is_free(slot)

    def _made(self, slot: Slot, job: ThumbnailJob) -> Outcome:
        answer = slot.ask(job.source)
        if isinstance(answer, Unreadable):
            return Refused(job, answer.reason, answer.stamp)
        try:
            self.store.write(job.session, job.source.name, answer.data, answer.stamp.mtime_ns)
        except (OSError, DreamWindowError) as error:
            return Refused(job, f"Its thumbnail could not be written: {error}.", None)
        return Made(job, answer.stamp, answer.width, answer.height, answer.vector)

    def _is_free(self, slot: Slot) -> None:
        self._idle.append(slot)
        self._dispatch()
        if self._retiring is not None:
            self._retiring.cancel()
        if not self._leaving:
            self._retiring = asyncio.get_running_loop().call_later(self.options.idle_s, self._retire)

    def _retire(self) -> None:
        """End every worker but one, until there is more to do than one can."""
        for slot in [slot for slot in self._idle if slot.is_warm][1:]:
            self._idle.remove(slot)
            self._tasks.create_task(self._use(slot, slot.cool_down), name="thumbnails retire")

    async def _use(self, slot: Slot, use: Callable[[], object]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, use)
        self._idle.append(slot)
        self._dispatch()

    async def _cool_down(self) -> None:
        run = asyncio.get_running_loop().run_in_executor
        await asyncio.gather(*(run(self._threads, slot.cool_down) for slot in self._slots))
