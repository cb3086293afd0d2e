"""A small real studio for live clients: an engine whose pictures say whose they are, at a desk in virtual time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Self, cast

import numpy as np

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import Engine, EngineInfo, OnEvent
from dreamwindow.contracts.stream import Restyled, StreamFrame, batch_of
from dreamwindow.engines.sharing import Sharing
from dreamwindow.errors import EngineUnavailable
from dreamwindow.flow.turns import Turns
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.live.client import LiveClient
from dreamwindow.live.frames import Arrived
from dreamwindow.live.scene import LIVE, Followed, Scene
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings


@dataclass(eq=False)
class ToyStream:
    """Adds 1 to every pixel and remembers what it saw: ``seen`` holds the means of its pictures."""

    engine: ToyEngine
    seen: list[int] = field(default_factory=list)
    at_s: list[float] = field(default_factory=list)
    open: bool = True

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        assert self.open
        await self.engine.work(image, settings)
        return self.made(image, at_s)

    def made(self, image: Pixels, at_s: float) -> Pixels:
        self.seen.append(round(float(image.mean())))
        self.at_s.append(at_s)
        return image + np.uint8(1)


class ToyEngine:
    """A `StreamEngine` that takes ``takes_s`` for a picture and fails while ``fault`` is set."""

    def __init__(self, clock: Clock | None = None, takes_s: float = 0.0, size_multiple: int = 8) -> None:
        self.info = EngineInfo(name="toy", model="plus-one", size_multiple=size_multiple, min_side=8, max_side=512)
        self.fault: Exception | None = None
        self.streams: list[ToyStream] = []
        self.asked: list[tuple[tuple[int, ...], Settings]] = []
        self.released = 0
        self.inside = 0
        self._clock = clock
        self._takes_s = takes_s

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        assert not any(stream.open for stream in self.streams)

    async def work(self, image: Pixels, settings: Settings) -> None:
        assert self.inside == 0, "two at once"
        self.inside += 1
        try:
            if self._clock is not None:
                await self._clock.sleep(self._takes_s)
            if self.fault is not None:
                raise self.fault
            self.asked.append((image.shape, settings))
        finally:
            self.inside -= 1

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        return np.zeros((recipe.height, recipe.width, 3), np.uint8)

    async def release(self) -> None:
        self.released += 1

    @asynccontextmanager
    async def open_stream(self, settings: Settings) -> AsyncIterator[ToyStream]:
        stream = ToyStream(self)
        self.streams.append(stream)
        try:
            yield stream
        finally:
            stream.open = False


class ToyBatchEngine(ToyEngine):
    """The same as a `BatchStreamEngine`: a batch takes as long as a picture. ``batches`` are their sizes."""

    def __init__(self, clock: Clock | None = None, takes_s: float = 0.0, most: int = 4) -> None:
        super().__init__(clock, takes_s)
        self.info = replace(self.info, restyle_batch=most)
        self.batches: list[int] = []

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        assert len({id(frame.stream) for frame in frames}) == len(frames)
        self.batches.append(len(frames))
        await self.work(frames[0].image, frames[0].settings)
        return [cast(ToyStream, frame.stream).made(frame.image, frame.at_s) for frame in frames]


class ToyDesk:
    """A `Desk` with any engine, or none."""

    def __init__(self, engine: Engine | None) -> None:
        self.in_use = engine
        self.sharing = Sharing()

    @property
    def turns(self) -> Turns:
        return self.sharing.turns

    def batch(self) -> int:
        return 1 if self.in_use is None else batch_of(self.in_use)

    def engine(self) -> Engine:
        if self.in_use is None:
            raise EngineUnavailable("Away.", "Wait.")
        return self.in_use

    def contained(self, engine: Engine) -> AbstractContextManager[None]:
        return self.sharing.contained(engine)

    def held(self) -> AbstractAsyncContextManager[None]:
        return self.sharing.held()


def client_of(desk: ToyDesk, clock: Clock, scene: Followed | None = None, timeout_s: float = 60.0) -> LiveClient:
    return LiveClient("token", scene or Scene(LIVE), desk, clock, timeout_s)


def picture(value: int, width: int = 32, height: int = 24) -> Pixels:
    return np.full((height, width, 3), value, np.uint8)


def arrived(value: int, clock: Clock, *, capture_ts_us: int = 0, width: int = 32, height: int = 24) -> Arrived:
    data = encode_jpeg(picture(value, width, height))
    return Arrived(data=data, received_us=int(clock.monotonic() * 1e6), capture_ts_us=capture_ts_us)


class ToyRoom:
    """An `EngineRoom` as far as the live act can see."""

    def __init__(self, engine: Engine | None) -> None:
        self.engine = engine
        self.away: EngineUnavailable | None = None if engine else EngineUnavailable("Nobody is there.", "Wait.")
        self.sharing = Sharing()
        self.guests: list[Callable[[], Awaitable[None]]] = []

    @property
    def name(self) -> str | None:
        return self.engine.info.name if self.engine is not None else None
