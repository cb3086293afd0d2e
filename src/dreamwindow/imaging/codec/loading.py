"""A picture from a file that a person named."""

from __future__ import annotations

from pathlib import Path

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec.decoding import MAX_BYTES, decode_image
from dreamwindow.model.frame import Pixels

MAX_PHOTO_PIXELS = 89_000_000
"""A person's own photograph may be larger than what comes over the network."""


def load_image(path: str | Path) -> Pixels:
    """(H, W, 3) uint8 RGB, upright. Raises `InvalidImage` that names the path and what to do."""
    path = Path(path)
    try:
        return decode_image(_read(path), max_pixels=MAX_PHOTO_PIXELS)
    except InvalidImage as error:
        raise InvalidImage(f"{path}: {error.message}", error.remedy) from error


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise InvalidImage("This is a folder.", "Name one picture in it.")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InvalidImage("There is no such file.", "Check the spelling, and the folder you are in.") from error
    except OSError as error:
        raise InvalidImage(f"It cannot be read: {error.strerror}.", "Check who may read it.") from error
