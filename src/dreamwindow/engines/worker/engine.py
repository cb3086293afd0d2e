"""HostedEngine: an engine that works in a process of its own, and is one like any other to whoever uses it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.engine import EngineFactory, EngineInfo, EngineOptions, OnEvent
from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.abilities import BATCH, CODEC, STREAM, WORDS
from dreamwindow.engines.worker.host import Host
from dreamwindow.engines.worker.latents import HostedCodec
from dreamwindow.engines.worker.limits import FATAL, Limits
from dreamwindow.engines.worker.link import ProcessLost
from dreamwindow.engines.worker.streams import HostedStreams
from dreamwindow.engines.worker.words import HostedWords
from dreamwindow.errors import GenerationFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe, RecipeId


class HostedEngine:
    """``async with HostedEngine(factory, options) as engine:`` opens what ``factory`` makes, in a new process.

    ``factory`` and ``options`` are pickled, and the factory is called there: ``partial(registry.create, "name")``
    leaves the engine's module unimported here. Once it is open it is a `LatentCodec`, `StreamEngine` or `WordReader`
    if the engine in there is one. A process that ends before it answers raises `EngineUnavailable`; the next call
    starts another. `release` ends the process, unless a stream is open, whose memory is in there.
    """

    def __init__(
        self,
        factory: EngineFactory,
        options: EngineOptions,
        limits: Limits | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._host = Host(factory, options, limits or Limits(), clock or SystemClock())
        self._streams = HostedStreams(self._host)
        self._info: EngineInfo | None = None
        self._fatal: tuple[RecipeId | None, int] = (None, 0)

    @property
    def info(self) -> EngineInfo:
        """What the engine in there said of itself when it was opened."""
        if self._info is None:
            raise GenerationFailed("The engine is not loaded.", "Use it inside 'async with'.")
        return self._info

    @property
    def pid(self) -> int | None:
        """The process's; ``None`` while there is none."""
        return self._host.pid

    @property
    def restarts(self) -> int:
        """Processes that took the place of one that was lost."""
        return self._host.restarts

    async def __aenter__(self) -> Self:
        ready = await self._host.open()
        self._info = ready.info
        self._take_up(ready.abilities)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._host.close()

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """See `Engine.generate`. A picture over which process after process ends raises `GenerationFailed`."""
        work = do.Generate(recipe, init_image, tells=on_event is not None)
        try:
            pixels: Pixels = await self._host.ask(lambda _: work, on_event)
        except ProcessLost as error:
            if self._is_fatal(recipe.id):
                raise GenerationFailed("The engine's process ended over this picture, again and again.") from error
            raise
        self._fatal = None, 0
        return pixels

    async def release(self) -> None:
        """See `Engine.release`."""
        if self._streams.count:
            await self._host.ask_if_running(lambda _: do.Release())
        else:
            await self._host.rest()

    def _take_up(self, abilities: frozenset[str]) -> None:
        """Be what the engine in there is. Protocols are looked for on the object, and nothing is known before."""
        codec = HostedCodec(self._host)
        if CODEC in abilities:
            vars(self).update(encode=codec.encode, decode=codec.decode, interpolate=codec.interpolate)
        if STREAM in abilities:
            vars(self).update(open_stream=self._streams.open_stream)
        if BATCH in abilities:
            vars(self).update(restyle_batch=self._streams.restyle_batch)
        if WORDS in abilities:
            vars(self).update(understand=HostedWords(self._host).understand)

    def _is_fatal(self, recipe: RecipeId) -> bool:
        before, times = self._fatal
        self._fatal = recipe, times + 1 if before == recipe else 1
        return self._fatal[1] >= FATAL
