"""Looking back: branch from the last minutes, keep them, mark what is on show, go on from a picture of one's own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from dreamwindow.compose.run import DreamRun
from dreamwindow.compose.taste import Taste
from dreamwindow.dream.taste import Like
from dreamwindow.errors import NotRemembered
from dreamwindow.imaging.codec import decode_image, read_png_text
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.clip import write_clip
from dreamwindow.outputs.history import WHOLE_S, History
from dreamwindow.outputs.inscription import read_inscription

_PNG = b"\x89PNG\r\n\x1a\n"
GrowFrom = Callable[[Pixels, Recipe | None], Awaitable[None]]
"""Lets the dream go on from a picture of any size; a recipe that comes with it gives the words."""


class LookBack:
    """``run`` is the newest one, under way or not; ``aside`` is where clips go when there is none."""

    def __init__(
        self, history: History, grow_from: GrowFrom, taste: Taste, now: Callable[[], datetime], aside: Path
    ) -> None:
        self.history = history
        self.run: DreamRun | None = None
        self._grow_from = grow_from
        self._taste = taste
        self._now = now
        self._aside = aside

    async def branch(self, number: int) -> None:
        """Go on from a frame of the last minutes, from its kept pixels. Raises `NotRemembered`."""
        moment = self.history.find(number)
        await self._grow_from(await asyncio.to_thread(decode_image, moment.jpeg), None)

    async def fork(self, data: bytes) -> None:
        """Go on from a picture; a PNG of ours brings its words along. Raises `InvalidImage`."""
        await self._grow_from(*await asyncio.to_thread(_picture_and_recipe, data))

    async def keep(self, seconds: float = WHOLE_S) -> Path:
        """Keep the last ``seconds`` as a clip with its recipes; the file. Raises `NotRemembered` or `OSError`."""
        folder = self.run.folder if self.run is not None else self._aside
        path = folder / "clips" / f"{self._now():%Y%m%d_%H%M%S}.mp4"
        await asyncio.to_thread(write_clip, self.history.whole(seconds), path, folder.name)
        return path

    async def favourite(self, shown: ShownFrame | None) -> Path:
        """Mark a frame, and record it if it was not; its file. From here on it draws the dream.

        Raises `NotRemembered`, `OSError` or `DiskTooFull`.
        """
        if self.run is None or shown is None:
            raise _nothing_yet()
        path = self.run.folder / await self.run.favourite(shown.frame)
        await self._taste.like(shown.frame.pixels, shown.frame.recipe.prompt, path)
        return path

    async def more_like_this(self, number: int | None, shown: ShownFrame | None) -> Like:
        """Come back to a frame of the last minutes, or to the one on show. From here on it draws the dream.

        Raises `NotRemembered`, `OSError` or `DiskTooFull`.
        """
        if self.run is None or shown is None:
            raise _nothing_yet()
        if number is None or number == shown.frame.number:
            pixels, recipe = shown.frame.pixels, shown.frame.recipe
        else:
            moment = self.history.find(number)
            pixels, recipe = await asyncio.to_thread(decode_image, moment.jpeg), moment.recipe
        like = await self._taste.like(pixels, recipe.prompt, await self.run.keep_picture(pixels))
        self.run.controller.more_like(like.theme, like.picture)
        return like


def _nothing_yet() -> NotRemembered:
    return NotRemembered("There is no picture yet.", "Try again when the dream shows.")


def _picture_and_recipe(data: bytes) -> tuple[Pixels, Recipe | None]:
    pixels = decode_image(data)
    return pixels, read_inscription(read_png_text(data)) if data.startswith(_PNG) else None
