"""DiffusersEngine: a model behind the engine seam, on a thread of its own, interrupted between steps."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self, TypeVar

import torch

from dreamwindow.contracts.engine import EngineInfo, OnEvent, Progress
from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.engines.diffusers import walking
from dreamwindow.engines.diffusers.device import find_place
from dreamwindow.engines.diffusers.info import describe
from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.pixels import check_pixels, checked_init
from dreamwindow.engines.diffusers.sampling import Checkpoint
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.engines.diffusers.stream.batching import Batching
from dreamwindow.engines.diffusers.stream.memory import Wish
from dreamwindow.engines.diffusers.stream.restyling import Made, restyled
from dreamwindow.engines.diffusers.stream.stream import DiffusersStream
from dreamwindow.engines.diffusers.thrift import Thrift
from dreamwindow.engines.diffusers.walking import PictureLatent
from dreamwindow.errors import GenerationFailed, InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings

_Result = TypeVar("_Result")
_NOT_LOADED, _INSIDE = "The diffusers engine is not loaded.", "Use it inside 'async with'."


class DiffusersEngine:
    """`Engine`, `LatentCodec` and `BatchStreamEngine`: ``async with DiffusersEngine(settings)`` reads the weights."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._info: EngineInfo | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._pipeline: Pipeline | None = None
        self._batching = Batching(self._restyle, self._check_frame, settings.still_below)
        self._thrift = Thrift()

    @property
    def info(self) -> EngineInfo:
        """Valid inside ``async with``."""
        if self._info is None:
            raise GenerationFailed(_NOT_LOADED, _INSIDE)
        return self._info

    async def __aenter__(self) -> Self:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="diffusers")
        try:
            self._pipeline = await asyncio.get_running_loop().run_in_executor(self._pool, self._load)
        except BaseException:
            await self._close()
            raise
        self._info = describe(self._settings, self._pipeline)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """See `Engine.generate`."""
        if recipe.kind == "interpolate":
            raise InvalidRecipe("An in-between is made from the latents of its parents.", "Decode the interpolation.")
        self.info.check_size(recipe.width, recipe.height)
        if recipe.options:
            raise InvalidRecipe(f"The diffusers engine has no option {min(recipe.options)!r}.")
        init = checked_init(recipe, init_image) if recipe.kind == "img2img" else None
        return await self._work(lambda model, check: self._thrift.generate(model, recipe, init, check), on_event)

    async def release(self) -> None:
        """Drop what is kept for speed. The weights go when the process does, which is what `HostedEngine` ends."""
        await self._work(lambda model, _: model.forget())

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> PictureLatent:
        """See `LatentCodec.encode`. Of the picture alone, so that it is the same however the picture came to be."""
        self._check_frame(image)
        return await self._work(lambda model, _: self._thrift.run(model, lambda: walking.encode(model, image)))

    async def decode(self, latents: Sequence[PictureLatent]) -> list[Pixels]:
        """See `LatentCodec.decode`."""
        return await self._work(
            lambda model, check: self._thrift.run(model, lambda: walking.decode(model, latents, check))
        )

    @asynccontextmanager
    async def open_stream(self, settings: Settings) -> AsyncIterator[DiffusersStream]:
        """See `StreamEngine.open_stream`."""
        yield self._batching.stream()

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        """See `BatchStreamEngine.restyle_batch`."""
        return await self._batching.restyle(frames)

    async def interpolate(self, a: PictureLatent, b: PictureLatent, t: float) -> PictureLatent:
        """See `LatentCodec.interpolate`."""
        return await self._work(lambda model, _: self._thrift.run(model, lambda: walking.interpolate(a, b, t)))

    def _check_frame(self, image: Pixels) -> None:
        """Raise `InvalidRecipe` for what is no picture, or of a size that is not made here."""
        check_pixels(image)
        self.info.check_size(image.shape[1], image.shape[0])

    async def _restyle(self, wishes: Sequence[Wish]) -> list[Made]:
        below = self._settings.still_below
        return await self._work(
            lambda model, check: self._thrift.batch(
                model, wishes, lambda together: restyled(model, together, below, check)
            )
        )

    async def _work(self, work: Callable[[Pipeline, Checkpoint], _Result], on_event: OnEvent | None = None) -> _Result:
        """Do ``work`` on the model's thread; cancelling ends it before its next step."""
        pool, model = self._pool, self._pipeline
        if pool is None or model is None:
            raise GenerationFailed(_NOT_LOADED, _INSIDE)
        loop, stop = asyncio.get_running_loop(), threading.Event()

        def checkpoint(fraction: float) -> None:
            if stop.is_set():
                raise _Interrupted
            if on_event is not None:
                loop.call_soon_threadsafe(on_event, Progress(fraction))

        try:
            return await loop.run_in_executor(pool, _inferred, work, model, checkpoint)
        except asyncio.CancelledError:
            stop.set()
            raise

    def _load(self) -> Pipeline:
        settings = self._settings
        with self._thrift.opening():
            return Pipeline.load(settings, find_place(settings.device, settings.dtype, settings.half))

    async def _close(self) -> None:
        pool, self._pool = self._pool, None
        model, self._pipeline = self._pipeline, None
        if pool is not None:
            if model is not None:
                pool.submit(model.forget)
            del model
            await asyncio.to_thread(pool.shutdown)


def _inferred(work: Callable[[Pipeline, Checkpoint], _Result], model: Pipeline, checkpoint: Checkpoint) -> _Result:
    with torch.inference_mode():  # a thread's own
        return work(model, checkpoint)


class _Interrupted(BaseException):
    """Ends work whose result nobody awaits."""
