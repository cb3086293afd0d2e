"""Streams of an engine in another process."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from dreamwindow.contracts.stream import EngineStream, Restyled, StreamFrame
from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.failures import Failure, revive
from dreamwindow.engines.worker.host import Host
from dreamwindow.engines.worker.limits import FATAL
from dreamwindow.engines.worker.link import ProcessLost
from dreamwindow.errors import DreamWindowError, EngineUnavailable, GenerationFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

_log = logging.getLogger(__name__)


class HostedStream:
    """`EngineStream` of `HostedStreams`. In a process that took the place of one that was lost it begins anew."""

    def __init__(self, among: HostedStreams, number: int) -> None:
        self.number = number
        self.among = among

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`."""
        (made,) = await self.among.restyled(do.Frame(self.number, image, settings, at_s))
        if isinstance(made, Exception):
            raise made
        return made


class HostedStreams:
    """`BatchStreamEngine` through a `Host`. Pictures of a stream over which process after process ends are given up."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._lost_over: Counter[int] = Counter()
        self.count = 0

    @asynccontextmanager
    async def open_stream(self, settings: Settings) -> AsyncIterator[HostedStream]:
        """See `StreamEngine.open_stream`. The engine opens it at the first picture."""
        number = self._host.number()
        self.count += 1
        try:
            yield HostedStream(self, number)
        finally:
            self.count -= 1
            del self._lost_over[number]
            await self._close(number)

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        """See `BatchStreamEngine.restyle_batch`."""
        asked = [self._as_asked(frame) for frame in frames]
        ours = [frame for frame in asked if isinstance(frame, do.Frame)]
        made = iter(await self.restyled(*ours) if ours else [])
        return [next(made) if isinstance(frame, do.Frame) else frame for frame in asked]

    async def restyled(self, *frames: do.Frame) -> list[Restyled]:
        """What becomes of each."""
        try:
            answers: list[Pixels | Failure] = await self._host.ask(lambda _: do.Restyle(frames))
        except ProcessLost as error:
            return [self._after(error, frame.stream) for frame in frames]
        for frame in frames:
            del self._lost_over[frame.stream]
        return [revive(answer, GenerationFailed) if isinstance(answer, Failure) else answer for answer in answers]

    def _as_asked(self, frame: StreamFrame) -> do.Frame | EngineUnavailable:
        stream: EngineStream = frame.stream
        if not isinstance(stream, HostedStream) or stream.among is not self:
            return EngineUnavailable("This stream is another engine's.", "Open one in the engine that is in use.")
        return do.Frame(stream.number, frame.image, frame.settings, frame.at_s)

    def _after(self, loss: ProcessLost, stream: int) -> DreamWindowError:
        self._lost_over[stream] += 1
        if self._lost_over[stream] < FATAL:
            return loss
        return GenerationFailed("The engine's process ended over this stream's pictures, again and again.")

    async def _close(self, number: int) -> None:
        try:
            await self._host.ask_if_running(lambda _: do.CloseStream(number))
        except DreamWindowError as error:
            _log.info("A stream did not close well: %s", error)
