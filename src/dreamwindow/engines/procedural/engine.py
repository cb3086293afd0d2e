"""The embedded engine behind the engine seam: one worker thread, cancelled between bands."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self, TypeVar

import cv2
import numpy as np

from dreamwindow.contracts.engine import EngineInfo, OnEvent, Progress
from dreamwindow.contracts.words import UnderstoodWord
from dreamwindow.engines.procedural import latents, light, noise, palette, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.img2img import Growth, grow
from dreamwindow.engines.procedural.latents import PictureLatent
from dreamwindow.engines.procedural.motifs import mandala
from dreamwindow.engines.procedural.options import RecipeOptions
from dreamwindow.engines.procedural.render import Checkpoint, render
from dreamwindow.engines.procedural.restyle import grids, strokes
from dreamwindow.engines.procedural.restyle.stream import ProceduralStream
from dreamwindow.engines.procedural.style import Floats, Style
from dreamwindow.engines.procedural.versions import versions
from dreamwindow.engines.procedural.words.reading import Word
from dreamwindow.errors import GenerationFailed, InvalidRecipe
from dreamwindow.imaging import oklab
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings

NAME, MODEL = "procedural", "procedural-1"
_Result = TypeVar("_Result")
_Work = Callable[[Checkpoint], _Result]


class ProceduralEngine:
    """`Engine`, `LatentCodec` and `StreamEngine` on NumPy and OpenCV: ``async with ProceduralEngine() as engine:``."""

    def __init__(self) -> None:
        self.info = EngineInfo(
            name=NAME,
            model=MODEL,
            description="Draws moods and landscapes with no weights at all.",
            deterministic=True,
            unused=("guidance_scale", "num_inference_steps"),
            versions=versions(),
        )
        self._pool: ThreadPoolExecutor | None = None
        self._threads_before = 0

    async def __aenter__(self) -> Self:
        self._threads_before = cv2.getNumThreads()
        cv2.setNumThreads(1)  # a second thread gains nothing here; the other cores encode and serve
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="procedural")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)
        cv2.setNumThreads(self._threads_before)

    def understand(self, prompt: str, negative_prompt: str = "") -> Sequence[UnderstoodWord]:
        """See `WordReader.understand`."""
        read = words.understand(prompt, negative_prompt).words
        return [_understood(word) for word in read if word.taken_as != "ignored"]

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """See `Engine.generate`. Raises `InvalidRecipe`."""
        z, style = self._source(recipe)
        if recipe.kind == "txt2img":
            canvas = Canvas(recipe.width, recipe.height)
            return await self._work(lambda checkpoint: render(z(), style(), canvas, checkpoint), on_event)
        init = _checked_init(recipe, init_image)
        growth = Growth(strength=recipe.strength, motion=RecipeOptions.of(recipe).motion)
        return await self._work(lambda checkpoint: grow(init, z(), style(), growth, checkpoint), on_event)

    async def release(self) -> None:
        """Drop everything that is kept for speed."""
        for module in (light, mandala, noise, palette, grids, strokes, words):
            module.forget()

    @asynccontextmanager
    async def open_stream(self, settings: Settings) -> AsyncIterator[ProceduralStream]:
        """See `StreamEngine.open_stream`; ``settings`` need no preparing."""
        yield ProceduralStream(self._work, self._check_frame)

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> PictureLatent:
        """See `LatentCodec.encode`."""
        self._check_frame(image)
        if recipe is None or recipe.kind == "interpolate":
            return await self._work(lambda checkpoint: latents.encode(image, None, checkpoint))
        z, style = self._source(recipe)
        return await self._work(lambda checkpoint: latents.encode(image, (z(), style()), checkpoint))

    async def decode(self, latents_: Sequence[PictureLatent]) -> list[Pixels]:
        """See `LatentCodec.decode`."""
        return [await self._work(lambda checkpoint, x=x: latents.decode(x, checkpoint)) for x in latents_]  # type: ignore[misc]

    async def interpolate(self, a: PictureLatent, b: PictureLatent, t: float) -> PictureLatent:
        """See `LatentCodec.interpolate`."""
        return await self._work(lambda _: latents.interpolate(a, b, t))

    def _check_frame(self, image: Pixels) -> None:
        """Raise `InvalidRecipe` for what is no picture, or of a size that is not made here."""
        _check_pixels(image)
        self.info.check_size(image.shape[1], image.shape[0])

    def _source(self, recipe: Recipe) -> tuple[Callable[[], Floats], Callable[[], Style]]:
        """How to find the latent and the style of a recipe that we can make; the finding is the worker's."""
        if recipe.kind == "interpolate":
            raise InvalidRecipe("An in-between is made from the latents of its parents.", "Decode the interpolation.")
        self.info.check_size(recipe.width, recipe.height)
        options = RecipeOptions.of(recipe)
        return (
            lambda: noise.orbit(noise.walk(recipe.seed), recipe.seed, options.phase),
            lambda: words.understand(recipe.prompt, recipe.negative_prompt).style,
        )

    async def _work(self, work: _Work[_Result], on_event: OnEvent | None = None) -> _Result:
        """Do ``work`` on the worker thread; cancelling ends it at its next checkpoint."""
        if self._pool is None:
            raise GenerationFailed("The procedural engine is not loaded.", "Use it inside 'async with'.")
        loop, stop = asyncio.get_running_loop(), threading.Event()

        def checkpoint(fraction: float) -> None:
            if stop.is_set():
                raise _Interrupted
            if on_event is not None:
                loop.call_soon_threadsafe(on_event, Progress(fraction))

        try:
            return await loop.run_in_executor(self._pool, work, checkpoint)
        except asyncio.CancelledError:
            stop.set()
            raise


class _Interrupted(BaseException):
    """Ends work whose result nobody awaits."""


def _check_pixels(image: Pixels) -> None:
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        raise InvalidRecipe(f"An image of shape {image.shape} and type {image.dtype} is not (H, W, 3) uint8.")


def _understood(word: Word) -> UnderstoodWord:
    entry = word.entry()
    colours = tuple(oklab.to_hex(stop) for stop in entry.palettes[0]) if entry and entry.palettes else ()
    return UnderstoodWord(word.text, word.weight, word.taken_as, colours)


def _checked_init(recipe: Recipe, init_image: Pixels | None) -> Pixels:
    if init_image is None:
        raise InvalidRecipe("img2img grows from an image, and none was given.", "Pass init_image.")
    _check_pixels(init_image)
    height, width = init_image.shape[:2]
    if (width, height) != (recipe.width, recipe.height):
        raise InvalidRecipe(
            f"The image is {width}x{height}, its recipe says {recipe.width}x{recipe.height}.", "Resize the image first."
        )
    return init_image
