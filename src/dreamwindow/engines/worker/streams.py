"""Streams of an engine in another process."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.host import Host
from dreamwindow.errors import DreamWindowError
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

_log = logging.getLogger(__name__)


class HostedStream:
    """`EngineStream` through a `Host`. In a process that took the place of one that was lost it begins anew."""

    def __init__(self, host: Host, number: int) -> None:
        self._host = host
        self._number = number

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`."""
        pixels: Pixels = await self._host.ask(lambda _: do.Restyle(self._number, image, settings, at_s))
        return pixels


class HostedStreams:
    """`StreamEngine` through a `Host`."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.count = 0

    @asynccontextmanager
    async def open_stream(self, settings: Settings) -> AsyncIterator[HostedStream]:
        """See `StreamEngine.open_stream`. The engine opens it at the first picture."""
        number = self._host.number()
        self.count += 1
        try:
            yield HostedStream(self._host, number)
        finally:
            self.count -= 1
            await self._close(number)

    async def _close(self, number: int) -> None:
        try:
            await self._host.ask_if_running(lambda _: do.CloseStream(number))
        except DreamWindowError as error:
            _log.info("A stream did not close well: %s", error)
