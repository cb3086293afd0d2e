"""What a picture's thumbnail is called."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from dreamwindow.files.names import MAX_BYTES
from dreamwindow.sessions.pictures import PICTURE_SUFFIXES

SUFFIX = ".webp"
_MARK = 16


def thumbnail_name(source: str) -> str:
    """``<stem>.webp`` for a ``.png``, ``<name with extension>.webp`` for any other: never one name for two pictures.

    ``a.jpg.png`` keeps its ``.png`` too, since ``a.jpg`` may lie beside it. A name that would be too long for a file
    system ends in a hash instead.
    """
    name = PurePath(source)
    plain = name.suffix == ".png" and PurePath(name.stem).suffix.lower() not in PICTURE_SUFFIXES
    return _fitting(f"{name.stem if plain else source}{SUFFIX}")


def _fitting(name: str) -> str:
    data = name.encode("utf-8", "surrogateescape")
    if len(data) <= MAX_BYTES:
        return name
    mark = f"~{hashlib.sha256(data).hexdigest()[:_MARK]}{SUFFIX}"
    return data[: MAX_BYTES - len(mark)].decode("utf-8", "ignore") + mark
