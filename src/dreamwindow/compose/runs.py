"""The runs of a dream: they come and go, one at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from dreamwindow.compose.run import DreamRun, RunParts, begin_run
from dreamwindow.contracts.engine import Engine
from dreamwindow.errors import DreamWindowError
from dreamwindow.model import events as ev

_log = logging.getLogger(__name__)


class Runs:
    """``newest`` is the last run that began, over or not.

    ``began`` hears of each that begins, ``publish`` of one that a fault ended, or that was called off.
    """

    def __init__(self, publish: Callable[[ev.Event], None], began: Callable[[DreamRun], None]) -> None:
        self.newest: DreamRun | None = None
        self._began = began
        self._publish = publish
        self._dreaming: asyncio.Task[ev.Finished] | None = None
        self._go: asyncio.Future[str | None] | None = None
        self._turn = asyncio.Lock()

    @property
    def under_way(self) -> DreamRun | None:
        """The run that dreams now."""
        return self.newest if self._busy else None

    async def begin(self, parts: Callable[[], RunParts]) -> None:
        """Begin a run of ``parts()``, unless one is under way. Raises `FolderNotWritable` or `DiskTooFull`."""
        async with self._turn:
            if not self._busy:
                run = await self._open(parts)
                self._take(run.dream())

    async def expect(self, parts: Callable[[], RunParts]) -> None:
        """Begin a run of ``parts()`` once `go` is called, unless one is under way or expected."""
        async with self._turn:
            if not self._busy:
                self._go = asyncio.get_running_loop().create_future()
                self._take(self._later(self._go, parts))

    def go(self) -> None:
        """What is expected may begin."""
        self._decide(None)

    async def end(self, reason: str) -> None:
        """End the run, if there is one or one is expected; returns when its session is closed."""
        self._decide(reason)
        if self._dreaming is not None:
            if self.newest is not None:
                self.newest.stop(reason)
            await asyncio.wait([self._dreaming])

    async def finished(self) -> ev.Finished:
        """Wait for the run's end. Raises what ended it if that was a fault of ours."""
        if self._dreaming is None:
            return ev.Finished("stopped")
        return await asyncio.shield(self._dreaming)

    async def change_engine(self, engine: Engine) -> None:
        """Let the run go on on this engine; returns once the one before is no longer used, or there is no run."""
        run, dreaming = self.under_way, self._dreaming
        if run is None or dreaming is None:
            return
        async with asyncio.TaskGroup() as tasks:
            taken = tasks.create_task(run.controller.change_engine(engine).wait(), name="engine taken")
            await asyncio.wait([taken, dreaming], return_when=asyncio.FIRST_COMPLETED)
            taken.cancel()

    @property
    def _busy(self) -> bool:
        return self._dreaming is not None and not self._dreaming.done()

    def _take(self, dream: Coroutine[None, None, ev.Finished]) -> None:
        self._dreaming = asyncio.ensure_future(dream)
        self._dreaming.add_done_callback(self._ended)

    async def _open(self, parts: Callable[[], RunParts]) -> DreamRun:
        self.newest = run = await begin_run(parts())
        self._began(run)
        return run

    async def _later(self, go: asyncio.Future[str | None], parts: Callable[[], RunParts]) -> ev.Finished:
        called_off = await go
        if called_off is not None:
            finished = ev.Finished(called_off)
            self._publish(finished)
            return finished
        return await (await self._open(parts)).dream()

    def _decide(self, reason: str | None) -> None:
        if self._go is not None and not self._go.done():
            self._go.set_result(reason)

    def _ended(self, run: asyncio.Task[ev.Finished]) -> None:
        error = None if run.cancelled() else run.exception()
        if isinstance(error, DreamWindowError):
            _log.error("The dream could not begin: %s", error.message)
            self._publish(ev.Finished("failed", error.message))
        elif error is not None:
            _log.error("The dream ended by a fault", exc_info=error)
            self._publish(ev.Finished("failed", str(error)))
