"""Paced: work that is done when there is something to do, at most so often, and once more at the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock

_log = logging.getLogger(__name__)


class Paced:
    """Runs ``step`` after each `wake`, ``interval_s`` apart at least. A context manager that owns its task.

    Leaving ends the wait at once and runs ``step`` a last time. An `OSError` is logged when it first comes and when it
    has gone; it ends nothing.
    """

    def __init__(self, name: str, step: Callable[[], Awaitable[None]], interval_s: float, clock: Clock) -> None:
        self.failing = False
        self._name = name
        self._step = step
        self._interval_s = interval_s
        self._clock = clock
        self._woken = asyncio.Event()
        self._closing = asyncio.Event()
        self._tasks = asyncio.TaskGroup()

    def wake(self) -> None:
        """There is something to do."""
        self._woken.set()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        self._tasks.create_task(self._run(), name=self._name)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._woken.set()
        await self._tasks.__aexit__(None, None, None)  # not the error: the last step is due on every way out

    async def _run(self) -> None:
        while not self._closing.is_set():
            await self._woken.wait()
            self._woken.clear()
            await self._once()
            await self._rest()
        await self._once()

    async def _once(self) -> None:
        try:
            await self._step()
        except OSError as error:
            if not self.failing:
                _log.warning("%s cannot be written: %s", self._name, error)
            self.failing = True
        else:
            if self.failing:
                _log.info("%s can be written again", self._name)
            self.failing = False

    async def _rest(self) -> None:
        async with asyncio.TaskGroup() as race:
            runners = {race.create_task(self._clock.sleep(self._interval_s)), race.create_task(self._until_closing())}
            await asyncio.wait(runners, return_when=asyncio.FIRST_COMPLETED)
            for runner in runners:
                runner.cancel()

    async def _until_closing(self) -> None:
        await self._closing.wait()
