"""Previews: what is seen of a picture that is still being made, small, for those who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from dreamwindow.flow.box import OneSlot
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.model.frame import Pixels

MAX_SIDE = 256
"""Pixels. Engines guess at previews from latents, which are an eighth of the picture: more would show no more."""
QUALITY = 70


class Preview:
    """One look at a picture that came to ``fraction`` in [0, 1]; ``width`` and ``height`` are those of its `jpeg`."""

    def __init__(self, fraction: float, pixels: Pixels) -> None:
        height, width = pixels.shape[:2]
        scale = min(1.0, MAX_SIDE / max(width, height))
        self.fraction = min(1.0, max(0.0, fraction))
        self.width, self.height = max(1, round(scale * width)), max(1, round(scale * height))
        self._pixels = pixels
        self._encoding: asyncio.Future[bytes] | None = None

    async def jpeg(self) -> bytes:
        """The preview as a file, encoded once however many ask, off the event loop."""
        if self._encoding is None:
            loop = asyncio.get_running_loop()
            self._encoding = loop.run_in_executor(None, _small_jpeg, self._pixels, (self.width, self.height))
        return await asyncio.shield(self._encoding)


class Previews:
    """Gives each preview to whoever watches, a newer one in place of one that was not taken. On one event loop."""

    def __init__(self) -> None:
        self._watchers: set[OneSlot[Preview]] = set()

    @property
    def watchers(self) -> int:
        """How many look on."""
        return len(self._watchers)

    def give(self, fraction: float, pixels: Pixels) -> None:
        """Hand a preview, (H, W, 3) uint8 RGB of any size, to everyone. Never waits."""
        preview = Preview(fraction, pixels)
        for watcher in self._watchers:
            watcher.put(preview)

    @contextmanager
    def watch(self) -> Iterator[OneSlot[Preview]]:
        """A box in which the newest preview lies."""
        box: OneSlot[Preview] = OneSlot()
        self._watchers.add(box)
        try:
            yield box
        finally:
            self._watchers.discard(box)


def _small_jpeg(pixels: Pixels, size: tuple[int, int]) -> bytes:
    if pixels.shape[1::-1] != size:
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return encode_jpeg(pixels, QUALITY)
