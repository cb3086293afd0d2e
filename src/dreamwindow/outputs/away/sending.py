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
from dreamwindow.errors import UserError
from dreamwindow.flow.backoff import Backoff
from dreamwindow.flow.box import Newest
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model.frame import ShownFrame
from dreamwindow.outputs.away.opening import OpenSink

_log = logging.getLogger(__name__)
State = Literal["opening", "sending", "waiting"]
LOOK_S = 1.0
"""How often is looked whether what is to be sent is there again."""


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
    failures: int = 0


class _NothingShown(Exception):
    """There is no picture to send: no fault of the sink's."""


class Sending:
    """Feeds what ``make`` gives with what ``find`` shows, in the task of `run`: what is shown never waits for it.

    What fails is made and opened again after 1 s, 2 s, ... 30 s. While there is nothing to show no sink is open: it is
    opened with the first picture that comes again. ``find`` raises `UserError` for what is not there.
    """

    def __init__(self, name: str, make: Callable[[], Sink], find: Callable[[], Show], clock: Clock) -> None:
        self.sent = Sent()
        self._name = name
        self._make = make
        self._find = find
        self._clock = clock
        self._backoff = Backoff()
        self._sink = OpenSink(name)
        self._newest: ShownFrame | None = None
        self._stale: ShownFrame | None = None

    async def run(self) -> NoReturn:
        """Until it is cancelled."""
        while True:
            try:
                await self._send()
            except _NothingShown as error:
                self._stale = self._newest
                self._waits(str(error))
                await self._clock.sleep(LOOK_S)
            except Exception as error:  # noqa: BLE001 - a sink is somebody else's code: it must end nothing but itself
                await self._failed(error)

    async def _send(self) -> NoReturn:
        show = self._found()
        async with show.shown as fanout, fanout.watch() as box:
            first = await self._next(box, show.patience_s)
            async with self._sink.opened(self._make):
                self.sent.openings += 1
                await self._take(first)
                while True:
                    await self._take(await self._next(box, show.patience_s))

    def _found(self) -> Show:
        try:
            return self._find()
        except UserError as error:
            raise _NothingShown(error.message) from error

    async def _next(self, box: Newest[ShownFrame], patience_s: float | None) -> ShownFrame:
        """A picture that has not been sent before there was nothing more: who begins to look on sees the last one."""
        try:
            async with asyncio.timeout(patience_s):
                while (shown := await box.get()) is self._stale:
                    pass
        except TimeoutError as error:
            raise _NothingShown(f"No picture came for {patience_s:g} s.") from error
        self._newest, self._stale = shown, None
        return shown

    async def _take(self, shown: ShownFrame) -> None:
        await self._sink.take(shown)
        sent = self.sent
        sent.pictures += 1
        if sent.state != "sending":
            _log.info("Sink %s takes pictures", self._name)
            sent.state, sent.says = "sending", None
        self._backoff.succeeded()

    async def _failed(self, error: Exception) -> None:
        wait_s = self._backoff.failed()
        self.sent.failures += 1
        says = error.message if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
        self.sent.state, self.sent.says = "waiting", says
        _log.warning("Sink %s: %s Again in %g s", self._name, says, wait_s)
        await self._clock.sleep(wait_s)

    def _waits(self, says: str) -> None:
        if self.sent.says != says:
            _log.warning("Sink %s waits for a picture: %s", self._name, says)
        self.sent.state, self.sent.says = "waiting", says
