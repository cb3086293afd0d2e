"""The recorded pictures of a session: named by the number of their frame."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

_NAME = re.compile(r"(\d{6,})\.png")


def picture_name(frame: int) -> str:
    """Under which a session keeps that frame."""
    return f"{frame:06d}.png"


def recorded_pictures(folder: Path) -> Iterator[tuple[int, os.DirEntry[str]]]:
    """Frame number and entry of each picture that is there, in no order. Raises `OSError`."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if (match := _NAME.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False):
                yield int(match[1]), entry
