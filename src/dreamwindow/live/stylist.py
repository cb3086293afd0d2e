"""One client's state in an engine, whichever engine is in use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    suppress,
)
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from dreamwindow.contracts.engine import Engine
from dreamwindow.contracts.stream import BatchStreamEngine, EngineStream, Restyled, StreamEngine, StreamFrame
from dreamwindow.errors import DreamWindowError, EngineUnavailable, GenerationFailed
from dreamwindow.flow.turns import Place, Turns
from dreamwindow.imaging.codec import fit, image_id
from dreamwindow.live.sizes import size_for
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings


class Desk(Protocol):
    """Where an engine is had, and shared with others."""

    @property
    def turns(self) -> Turns:
        """Whose it is when. Who holds a turn is alone with the engine, but for those who share it."""
        ...

    def batch(self) -> int:
        """How many may share a turn: what the engine restyles together, 1 where there is none."""
        ...

    def engine(self) -> Engine:
        """The one in use, loaded. Raises `EngineUnavailable`."""
        ...

    def contained(self, engine: Engine) -> AbstractContextManager[None]:
        """Around work of ``engine``: what it raises that is no error of ours is a `GenerationFailed`, and logged."""
        ...

    def held(self) -> AbstractAsyncContextManager[None]:
        """Keeps its memory from being let go while the block lasts."""
        ...


class Stylist:
    """Restyles one client's pictures. To be used while its client has a turn, as is `leave`."""

    def __init__(self, desk: Desk, timeout_s: float) -> None:
        self._desk = desk
        self._timeout_s = timeout_s
        self._engine: Engine | None = None
        self._stream: EngineStream | None = None
        self._stack = AsyncExitStack()

    async def restyle(self, image: Pixels, settings: Settings, at_s: float, place: Place) -> Pixels:
        """``image``, of any size, restyled in the size of `size_for`, with those of others who share the turn.

        Raises what `EngineStream.restyle` does.
        """
        engine = self._desk.engine()
        with self._desk.contained(engine):
            async with _within(self._timeout_s):
                stream = await self._stream_in(engine, settings)
                width, height = size_for(image.shape[1], image.shape[0], settings, engine.info)
                if image.shape[:2] != (height, width):
                    image = await asyncio.to_thread(fit, image, width, height)
            frame = StreamFrame(stream, image, settings, at_s)
            made = await place.bring(_Brought(engine, frame), partial(_restyled, self._timeout_s))
            return _checked(made, frame, engine)

    async def leave(self) -> None:
        """Give up what is kept in the engine; the next picture begins anew in the engine that is in use then."""
        stack, self._stack = self._stack, AsyncExitStack()
        engine, self._engine = self._engine, None
        self._stream = None
        if engine is not None:
            with suppress(DreamWindowError), self._desk.contained(engine):  # it is put away all the same
                await stack.aclose()

    async def _stream_in(self, engine: Engine, settings: Settings) -> EngineStream:
        if self._stream is None or engine is not self._engine:
            await self.leave()
            self._engine = engine
            self._stream = await self._stack.enter_async_context(_opened(engine, settings))
        return self._stream


@dataclass(frozen=True, slots=True, eq=False)
class _Brought:
    """A frame for a stream of ``engine``: while one is exchanged, not everybody's is the same."""

    engine: Engine
    frame: StreamFrame


async def _restyled(timeout_s: float, brought: Sequence[_Brought]) -> Sequence[Restyled]:
    """In ``timeout_s`` for each. What fails with one engine is told to those who brought a frame for it."""
    made: dict[int, Restyled] = {}
    for engine in {id(one.engine): one.engine for one in brought}.values():
        places = [place for place, one in enumerate(brought) if one.engine is engine]
        try:
            async with _within(timeout_s * len(places)):
                outcome = await _restyled_by(engine, [brought[place].frame for place in places])
        except Exception as error:  # noqa: BLE001 - contained where it is waited for
            outcome = [error] * len(places)
        made |= dict(zip(places, outcome, strict=True))
    return [made[place] for place in range(len(brought))]


async def _restyled_by(engine: Engine, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
    if isinstance(engine, BatchStreamEngine):
        return await engine.restyle_batch(frames)
    return [await frame.stream.restyle(frame.image, frame.settings, frame.at_s) for frame in frames]


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[None]:
    """Raises `EngineUnavailable` when the block takes longer."""
    try:
        async with asyncio.timeout(seconds) as limit:
            yield
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise EngineUnavailable(f"The engine took longer than {seconds:g} s.", "Try again.") from error


def _checked(made: Any, frame: StreamFrame, engine: Engine) -> Pixels:
    if isinstance(made, np.ndarray) and made.dtype == np.uint8 and made.shape == frame.image.shape:
        return made
    what = f"{made.dtype} {made.shape}" if isinstance(made, np.ndarray) else type(made).__name__
    raise GenerationFailed(f"{engine.info.name} has a bug: of {frame.image.shape} it made {what}.")


@asynccontextmanager
async def _opened(engine: Engine, settings: Settings) -> AsyncIterator[EngineStream]:
    if isinstance(engine, StreamEngine):
        async with engine.open_stream(settings) as stream:
            yield stream
    else:
        yield FrameByFrame(engine)


@dataclass(frozen=True, slots=True)
class FrameByFrame:
    """For engines that keep nothing for a client: each picture by itself, as ``img2img`` with one seed."""

    engine: Engine

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`."""
        info = self.engine.info
        recipe = Recipe(
            engine=info.name,
            model=info.model,
            kind="img2img",
            prompt=settings.prompt or "",
            negative_prompt=settings.negative_prompt or "",
            seed=float(settings.seed or 0),
            width=image.shape[1],
            height=image.shape[0],
            strength=settings.strength,
            guidance_scale=settings.guidance_scale,
            num_inference_steps=settings.num_inference_steps,
            parents=(await asyncio.to_thread(image_id, image),),
        )
        return await self.engine.generate(recipe, image)
