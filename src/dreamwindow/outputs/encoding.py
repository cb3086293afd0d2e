"""FrameEncoder: one encode a frame, format and quality, however many take it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Literal, get_args

from dreamwindow.errors import ConfigError
from dreamwindow.imaging.codec import encode_jpeg, encode_png, encode_webp
from dreamwindow.model.frame import Frame, Pixels

Format = Literal["jpeg", "png", "webp"]
DEFAULT_QUALITY = 85
_REMEMBERED = 8
_BY_SUFFIX: dict[str, Format] = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}


def format_of(name: str) -> Format:
    """The format that a file's name asks for. Raises `ConfigError` with those there are."""
    for suffix, image_format in _BY_SUFFIX.items():
        if name.lower().endswith(suffix):
            return image_format
    raise ConfigError(f"No picture format goes with the name {name!r}.", f"Names end with {', '.join(_BY_SUFFIX)}.")


class FrameEncoder:
    """Encodes off the event loop and remembers the last few. For one event loop.

    ``encodes`` counts how often pixels were really encoded.
    """

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self.encodes = 0
        self._remembered = remembered
        self._results: OrderedDict[tuple[Frame, Format, int], asyncio.Future[bytes]] = OrderedDict()

    async def encode(self, frame: Frame, image_format: Format, quality: int = DEFAULT_QUALITY) -> bytes:
        """The frame as a file of that format; PNG has no ``quality``.

        Who is cancelled while waiting takes nothing from the others who wait for the same.
        """
        key = (frame, image_format, 0 if image_format == "png" else quality)
        result = self._results.get(key)
        if result is None:
            result = self._begin(key)
        return await asyncio.shield(result)

    def _begin(self, key: tuple[Frame, Format, int]) -> asyncio.Future[bytes]:
        frame, image_format, quality = key
        loop = asyncio.get_running_loop()
        result = loop.run_in_executor(None, encode_pixels, frame.pixels, image_format, quality)
        self.encodes += 1
        self._results[key] = result
        result.add_done_callback(lambda done: self._forget_failure(key, done))
        while len(self._results) > self._remembered:
            self._results.popitem(last=False)
        return result

    def _forget_failure(self, key: tuple[Frame, Format, int], done: asyncio.Future[bytes]) -> None:
        if (done.cancelled() or done.exception() is not None) and self._results.get(key) is done:
            del self._results[key]


def encode_pixels(pixels: Pixels, image_format: Format, quality: int = DEFAULT_QUALITY) -> bytes:
    """(H, W, 3) uint8 RGB as a file of that format. Blocks."""
    if image_format == "jpeg":
        return encode_jpeg(pixels, quality)
    if image_format == "webp":
        return encode_webp(pixels, quality)
    if image_format == "png":
        return encode_png(pixels)
    raise ValueError(f"{image_format!r} is none of {', '.join(get_args(Format))}.")
