"""Streams of an engine in another process."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast

from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.failures import Failure, revive
from dreamwindow.engines.worker.host import Host
from dreamwindow.errors import DreamWindowError, GenerationFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

_log = logging.getLogger(__name__)


class HostedStream:
    """`EngineStream` through a `Host`. In a process that took the place of one that was lost it begins anew."""

    def __init__(self, host: Host, number: int) -> None:
        self.number = number
        self._host = host

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`."""
        (made,) = await _restyled(self._host, do.Frame(self.number, image, settings, at_s))
        if isinstance(made, Exception):
            raise made
        return made


class HostedStreams:
    """`BatchStreamEngine` through a `Host`."""

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

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        """See `BatchStreamEngine.restyle_batch`."""
        return await _restyled(self._host, *(_as_asked(frame) for frame in frames))

    async def _close(self, number: int) -> None:
        try:
            await self._host.ask_if_running(lambda _: do.CloseStream(number))
        except DreamWindowError as error:
            _log.info("A stream did not close well: %s", error)


def _as_asked(frame: StreamFrame) -> do.Frame:
    return do.Frame(cast(HostedStream, frame.stream).number, frame.image, frame.settings, frame.at_s)


async def _restyled(host: Host, *frames: do.Frame) -> list[Restyled]:
    answers: list[Pixels | Failure] = await host.ask(lambda _: do.Restyle(frames))
    return [revive(answer, GenerationFailed) if isinstance(answer, Failure) else answer for answer in answers]
