"""Adoption: a picture in the cache's folder that no index knows becomes an entry again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.dream.cache.entry import CacheEntry, image_path, number_of
from dreamwindow.errors import InvalidImage
from dreamwindow.files import parse_json
from dreamwindow.imaging.codec import decode_image, encode_png, read_png_text
from dreamwindow.model.frame import Pixels

KEYWORD = "dreamwindow-cache"
"""Of the PNG text that says what an index would."""


def inscribed(image: Pixels, entry: CacheEntry) -> bytes:
    """``image`` as PNG, with what `adopted` reads."""
    about = {"prompt": entry.prompt, "generation_params": dict(entry.generation_params), "timestamp": entry.timestamp}
    return encode_png(image, {KEYWORD: json.dumps(about)})


def adopted(path: Path, embedder: Embedder, now: str) -> CacheEntry:
    """The entry of a picture called ``cache_00001.png`` or so; what it does not say is empty, its time ``now``.

    Raises `ValueError` for another name, `InvalidImage` for what is no picture, `OSError` where it cannot be read.
    """
    number_of(path.stem)
    data = path.read_bytes()
    pixels, about = decode_image(data), _about(data)
    params = about.get("generation_params")
    return CacheEntry(
        path.stem, image_path(path.stem), str(about.get("prompt", "")), params if isinstance(params, dict) else {},
        embedder.embed([pixels])[0], str(about.get("timestamp", now)), embedder.info.name,
    )  # fmt: skip


def _about(data: bytes) -> Mapping[str, Any]:
    try:
        about = parse_json(read_png_text(data).get(KEYWORD, "{}"))
    except (InvalidImage, ValueError):
        return {}
    return about if isinstance(about, dict) else {}
