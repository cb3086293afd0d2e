"""A sink in hand: opened, fed and closed within time limits, since it is somebody else's code."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from dreamwindow.contracts.sink import Sink
from dreamwindow.errors import SinkFailed
from dreamwindow.model.frame import ShownFrame

_log = logging.getLogger(__name__)
OPEN_S, TAKE_S, CLOSE_S = 30.0, 30.0, 15.0
"""What opening, one picture and closing may take. A sink that holds one for longer has failed."""
GRACE_S = 1.0
"""What is cancelled has so long to come to its end; then it is left alone."""
_REMEDY = "Look at what it does."
T = TypeVar("T")


class OpenSink:
    """One that is open, or being opened or closed. What of it never ends is said, and waited for no longer."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sink: Sink | None = None
        self._left: set[asyncio.Future[Any]] = set()

    @asynccontextmanager
    async def opened(self, make: Callable[[], Sink]) -> AsyncIterator[None]:
        """What ``make`` gives, for as long as the block lasts. Raises what it raises, or `SinkFailed`."""
        sink = await self._within(OPEN_S, asyncio.to_thread(make), "It was not made")
        await self._within(OPEN_S, sink.__aenter__(), "It was not opened")
        self._sink = sink
        try:
            yield
        finally:
            self._sink = None
            await self._closed(sink)

    async def take(self, shown: ShownFrame) -> None:
        """Give it a picture. Raises what it raises, or `SinkFailed`."""
        if self._sink is not None:
            await self._within(TAKE_S, self._sink.take(shown), "It has not taken a picture")

    async def _closed(self, sink: Sink) -> None:
        """Whatever it raises ends nothing: it is made anew, or was to end."""
        try:
            await self._within(CLOSE_S, sink.__aexit__(None, None, None), "It was not closed")
        except Exception as error:  # noqa: BLE001 - a plugin's own; while the sending is cancelled it must not go on
            _log.warning("Sink %s could not be closed: %s", self._name, error)

    async def _within(self, limit_s: float, work: Coroutine[Any, Any, T], what: str) -> T:
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait([task], timeout=limit_s)
            if task.done():
                return task.result()
        finally:
            await self._abandoned(task)
        raise SinkFailed(f"{what} within {limit_s:g} s.", _REMEDY)

    async def _abandoned(self, task: asyncio.Future[Any]) -> None:
        if task.done():
            return
        task.cancel()
        await asyncio.wait([task], timeout=GRACE_S)
        if not task.done():
            _log.warning("Sink %s does not let go; it is left alone", self._name)
            self._left.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Future[Any]) -> None:
        self._left.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.debug("Sink %s, left alone, has failed: %s", self._name, error)
