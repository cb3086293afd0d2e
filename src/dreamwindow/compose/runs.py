"""The runs of a dream: they come and go, one at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from dreamwindow.compose.run import DreamRun, RunParts, begin_run
from dreamwindow.contracts.engine import Engine
from dreamwindow.model import events as ev

_log = logging.getLogger(__name__)


class Runs:
    """``newest`` is the last run that began, over or not. ``publish`` hears of a run that a fault of ours ended."""

    def __init__(self, publish: Callable[[ev.Event], None]) -> None:
        self.newest: DreamRun | None = None
        self._publish = publish
        self._dreaming: asyncio.Task[ev.Finished] | None = None
        self._turn = asyncio.Lock()

    @property
    def under_way(self) -> DreamRun | None:
        """The run that dreams now."""
        return None if self._dreaming is None or self._dreaming.done() else self.newest

    async def begin(self, parts: Callable[[], RunParts]) -> DreamRun | None:
        """Begin a run of ``parts()``; ``None`` while one is under way. Raises `FolderNotWritable` or `DiskTooFull`."""
        async with self._turn:
            if self.under_way is not None:
                return None
            self.newest = run = await begin_run(parts())
            self._dreaming = asyncio.ensure_future(run.dream())
            self._dreaming.add_done_callback(self._ended)
            return run

    async def end(self, reason: str) -> None:
        """End the run, if there is one; returns when its session is closed."""
        if self.newest is not None and self._dreaming is not None:
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

    def _ended(self, run: asyncio.Task[ev.Finished]) -> None:
        error = None if run.cancelled() else run.exception()
        if error is not None:
            _log.error("The dream ended by a fault", exc_info=error)
            self._publish(ev.Finished("failed", str(error)))
