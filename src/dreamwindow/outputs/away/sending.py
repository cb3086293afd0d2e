"""Sending: a sink fed with what is shown, opened again whenever it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, NoReturn

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.sink import Sink
from dreamwindow.errors import SinkFailed, UserError
from dreamwindow.flow.backoff import Backoff
from dreamwindow.flow.box import Newest
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model.frame import ShownFrame

_log = logging.getLogger(__name__)
State = Literal["opening", "sending", "waiting"]
TAKE_S = 30.0
"""A picture that a sink holds for longer is a failure."""


@dataclass(frozen=True, slots=True)
class Show:
    """What to send, for as long as its block lasts; without a picture for ``patience_s`` it is looked for anew."""

    shown: AbstractAsyncContextManager[Fanout]
    patience_s: float | None = None


@dataclass(slots=True)
class Sent:
    """How it goes: ``says`` why it waits."""

    state: State = "opening"
    says: str | None = None
    pictures: int = 0
    openings: int = 0


class Sending:
    """Feeds what ``make`` gives with what ``find`` shows, in the task of `run`: what is shown never waits for it.

    What fails is made and opened again after 1 s, 2 s, ... 30 s.
    """

    def __init__(self, name: str, make: Callable[[], Sink], find: Callable[[], Show], clock: Clock) -> None:
        self.sent = Sent()
        self._name = name
        self._make = make
        self._find = find
        self._clock = clock
        self._backoff = Backoff()

    async def run(self) -> NoReturn:
        """Until it is cancelled."""
        while True:
            try:
                await self._send()
            except Exception as error:  # noqa: BLE001 - a sink is somebody else's code: it must end nothing but itself
                await self._wait(error)

    async def _send(self) -> NoReturn:
        show = self._find()
        async with show.shown as fanout, fanout.watch() as box:
            first = await _next(box, show.patience_s)
            sink = await asyncio.to_thread(self._make)
            async with sink:
                self.sent.openings += 1
                await self._take(sink, first)
                while True:
                    await self._take(sink, await _next(box, show.patience_s))

    async def _take(self, sink: Sink, shown: ShownFrame) -> None:
        try:
            async with asyncio.timeout(TAKE_S):
                await sink.take(shown)
        except TimeoutError as error:
            raise SinkFailed(f"It has not taken a picture within {TAKE_S:g} s.", "Look at what it does.") from error
        sent = self.sent
        sent.pictures += 1
        if sent.state != "sending":
            _log.info("Sink %s takes pictures", self._name)
            sent.state, sent.says = "sending", None
        self._backoff.succeeded()

    async def _wait(self, error: Exception) -> None:
        wait_s = self._backoff.failed()
        says = error.message if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
        self.sent.state, self.sent.says = "waiting", says
        _log.warning("Sink %s: %s Again in %g s", self._name, says, wait_s)
        await self._clock.sleep(wait_s)


async def _next(box: Newest[ShownFrame], patience_s: float | None) -> ShownFrame:
    try:
        async with asyncio.timeout(patience_s):
            return await box.get()
    except TimeoutError as error:
        raise SinkFailed(f"No picture came for {patience_s:g} s.", "Look at where they come from.") from error
