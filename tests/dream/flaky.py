"""Engines that fail on purpose, around one that does not."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import Engine, EngineInfo, EngineOptions, OnEvent
from dreamwindow.engines import registry
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe


class Wrapped:
    """Hands everything through; ``before`` is called ahead of each picture and may raise. It has no latents."""

    def __init__(
        self, before: Callable[[Recipe], None] | None = None, takes_s: float = 0.0, clock: Clock | None = None
    ):
        self._inner: Engine = registry.create("procedural", EngineOptions())
        self._before = before
        self._takes_s = takes_s
        self._clock = clock
        self.released = 0

    @property
    def info(self) -> EngineInfo:
        return self._inner.info

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._inner.__aexit__(kind, error, trace)

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        if self._clock is not None:
            await self._clock.sleep(self._takes_s)
        if self._before is not None:
            self._before(recipe)
        return await self._inner.generate(recipe, init_image, on_event)

    async def release(self) -> None:
        self.released += 1
        await self._inner.release()
