"""Captions: the prompt, written into the foot of the picture."""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from dreamwindow.errors import ConfigError
from dreamwindow.model.frame import Pixels

_FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "Helvetica.ttc")
"""Looked for where the system keeps its fonts; Pillow's own has Latin letters only."""
_LINES_IN_PICTURE = 24
_LEAST_PX = 10
_MOST_LINES = 3
_NOWHERE = "\U0010ffff"
"""A character that no font has: drawn as whatever stands for those."""
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Captions:
    """Writes on pictures of one size. ``strange`` collects the characters that the font has not got."""

    def __init__(self, width: int, height: int, font: Path | None = None) -> None:
        """Raises `ConfigError` for a file that is no font."""
        size = max(_LEAST_PX, height // _LINES_IN_PICTURE)
        self._font = _font(font, size)
        self._width = width
        self._margin = size // 2
        self.strange: set[str] = set()
        self._last: tuple[Pixels, str, Pixels] | None = None
        self._known: set[str] = set()

    def on(self, pixels: Pixels, text: str) -> Pixels:
        """A copy of ``pixels`` with ``text`` on it; the same one for the same picture and text, asked again at once."""
        if not text:
            return pixels
        if self._last is None or self._last[0] is not pixels or self._last[1] != text:
            self._look_at(text)
            self._last = pixels, text, self._written(pixels, text)
        return self._last[2]

    def _written(self, pixels: Pixels, text: str) -> Pixels:
        image = Image.fromarray(pixels)
        where = (self._margin, image.height - self._margin)
        ImageDraw.Draw(image).multiline_text(
            where, self._wrapped(text), "white", self._font, anchor="ld", stroke_width=2, stroke_fill="black"
        )
        return np.array(image)

    def _wrapped(self, text: str) -> str:
        room = self._width - 2 * self._margin
        per_character = max(1.0, self._font.getlength(text) / len(text))
        columns = max(8, int(room / per_character * 0.95))
        return "\n".join(textwrap.wrap(text, columns, max_lines=_MOST_LINES, placeholder=" …"))

    def _look_at(self, text: str) -> None:
        new = set(text) - self._known - {" ", "\n"}
        self._known |= new
        missing = bytes(self._font.getmask(_NOWHERE))
        self.strange |= {character for character in new if bytes(self._font.getmask(character)) == missing}


def _font(path: Path | None, size: int) -> Font:
    if path is not None:
        try:
            return ImageFont.truetype(path, size)
        except OSError as error:
            raise ConfigError(f"{path} is no font that can be read.", "Name a .ttf or .otf file.") from error
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue  # not on this machine
    return ImageFont.load_default(size)
