"""The pictures of a session: what counts as one, and those that it recorded, named by the number of their frame."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
"""Of what is shown, lower case."""
_NAME = re.compile(r"(\d{6,})\.png")


def picture_name(frame: int) -> str:
    """Under which a session keeps that frame."""
    return f"{frame:06d}.png"


def frame_of(name: str) -> int | None:
    """The number of the frame that is kept under ``name``; ``None`` for what is no recorded picture."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


def recorded_pictures(folder: Path) -> Iterator[tuple[int, os.DirEntry[str]]]:
    """Frame number and entry of each picture that is there, in no order. Raises `OSError`."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if (number := frame_of(entry.name)) is not None and entry.is_file(follow_symlinks=False):
                yield number, entry
