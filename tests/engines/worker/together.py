"""An engine that restyles several pictures at once, and writes into each how many they were. For its own process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np

from dreamwindow.contracts.engine import EngineInfo, EngineOptions, OnEvent
from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings


@dataclass(eq=False)
class TogetherStream:
    """Counts its pictures."""

    engine: TogetherEngine
    number: int
    pictures: int = 0

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        (made,) = await self.engine.restyle_batch([StreamFrame(self, image, settings, at_s)])
        if isinstance(made, Exception):
            raise made
        return made


class TogetherEngine:
    """A `BatchStreamEngine`. A picture holds how many were in the batch, its stream's number, and how many it had."""

    info = EngineInfo(name="together", model="together-1", restyle_batch=4)

    def __init__(self, _: EngineOptions) -> None:
        self._streams = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        return np.zeros((recipe.height, recipe.width, 3), np.uint8)

    async def release(self) -> None:
        return None

    @asynccontextmanager
    async def open_stream(self, settings: Settings) -> AsyncIterator[TogetherStream]:
        self._streams += 1
        yield TogetherStream(self, self._streams)

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        return [_made(frame, len(frames)) for frame in frames]


def _made(frame: StreamFrame, together: int) -> Restyled:
    stream = frame.stream
    assert isinstance(stream, TogetherStream)
    if frame.settings.prompt == "never":
        return InvalidRecipe("Never.", "Not even later.")
    stream.pictures += 1
    return np.full_like(frame.image, (together, stream.number, stream.pictures))
