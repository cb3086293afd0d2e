"""Desk: in the engine's process, does what is asked of the engine. It keeps the latents and streams in use."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any, cast

import numpy as np

from dreamwindow.contracts.engine import Engine, Latent, LatentCodec, OnEvent
from dreamwindow.contracts.stream import BatchStreamEngine, EngineStream, StreamEngine, StreamFrame
from dreamwindow.contracts.words import WordReader
from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.failures import Failure, describe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings


class Desk:
    """Of an engine that is open. `close` it before the engine is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._latents: dict[int, Latent] = {}
        self._streams: dict[int, tuple[EngineStream, AsyncExitStack]] = {}

    async def perform(self, request: do.Request, hear: OnEvent) -> Any:
        """Raises what the engine raises."""
        for number in request.dropped:
            self._latents.pop(number, None)
        match request.work:
            case do.Generate(recipe, init_image, tells):
                return _plain(await self._engine.generate(recipe, init_image, hear if tells else None))
            case do.Release():
                await self._engine.release()
            case do.Encode(number, image, recipe):
                return await self._keep(number, await self._codec.encode(image, recipe))
            case do.Settle(number, mixed):
                return await self._keep(number, await self._latent(mixed))
            case do.Decode(latents):
                return [_plain(image) for image in await self._codec.decode([await self._latent(x) for x in latents])]
            case do.Restyle(frames):
                return await self._restyled(frames)
            case do.CloseStream(number):
                await self._close_stream(number)
            case do.Understand(prompt, negative_prompt):
                return list(cast(WordReader, self._engine).understand(prompt, negative_prompt))
        return None

    async def close(self) -> None:
        """Close the streams."""
        for number in list(self._streams):
            await self._close_stream(number)

    @property
    def _codec(self) -> LatentCodec:
        return cast(LatentCodec, self._engine)

    async def _keep(self, number: int, latent: Latent) -> pickle.PickleBuffer:
        packed = await asyncio.to_thread(pickle.dumps, latent, 5)
        self._latents[number] = latent
        return pickle.PickleBuffer(packed)

    async def _latent(self, wanted: do.Reference) -> Latent:
        if isinstance(wanted, do.Mixed):
            a, b = await self._latent(wanted.a), await self._latent(wanted.b)
            return await self._codec.interpolate(a, b, wanted.t)
        if wanted.packed is not None:  # from this engine, in a process before this one
            self._latents[wanted.number] = await asyncio.to_thread(pickle.loads, wanted.packed)
        return self._latents[wanted.number]

    async def _restyled(self, frames: Sequence[do.Frame]) -> list[Pixels | Failure]:
        asked = [
            StreamFrame(await self._stream(frame.stream, frame.settings), frame.image, frame.settings, frame.at_s)
            for frame in frames
        ]
        if isinstance(self._engine, BatchStreamEngine):
            restyled = await self._engine.restyle_batch(asked)
        else:
            restyled = [await frame.stream.restyle(frame.image, frame.settings, frame.at_s) for frame in asked]
        return [describe(made) if isinstance(made, Exception) else _plain(made) for made in restyled]

    async def _stream(self, number: int, settings: Settings) -> EngineStream:
        if number not in self._streams:
            async with AsyncExitStack() as stack:
                opened = cast(StreamEngine, self._engine).open_stream(settings)
                stream = await stack.enter_async_context(opened)
                self._streams[number] = stream, stack.pop_all()
        return self._streams[number][0]

    async def _close_stream(self, number: int) -> None:
        if number in self._streams:
            _, stack = self._streams.pop(number)
            await stack.aclose()


def _plain(pixels: Pixels) -> Pixels:
    """As it travels: in one piece, row by row."""
    return np.ascontiguousarray(pixels)
