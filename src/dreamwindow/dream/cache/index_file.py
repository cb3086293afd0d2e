"""``cache_index.json``: what the cache exports for others to read, and imports where its journal is missing."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from dreamwindow.dream.cache.entry import CacheEntry
from dreamwindow.errors import StorageError
from dreamwindow.files import DISK, Disk, atomic_write, parse_json

_log = logging.getLogger(__name__)
INDEX_FILE = "cache_index.json"
INDEX_VERSION = 1
_JSON: TypeAdapter[Any] = TypeAdapter(Any)
"""Writes numbers several times as fast as `json`: ten thousand vectors are five million."""


def export_index(folder: Path, entries: Sequence[CacheEntry], now: datetime, disk: Disk = DISK) -> Path:
    """Write the file anew, each entry a line; its path. Raises `OSError`."""
    about = {"version": INDEX_VERSION, "last_updated": now.isoformat(), "entry_count": len(entries)}

    def write(file: BinaryIO) -> None:
        file.write(json.dumps(about)[:-1].encode() + b', "entries": [')
        for place, entry in enumerate(entries):
            file.write((b",\n" if place else b"\n") + _JSON.dump_json(entry.to_dict()))
        file.write(b"\n]}\n")

    path = folder / INDEX_FILE
    atomic_write(write, path, disk=disk)
    return path


def import_index(folder: Path) -> list[CacheEntry]:
    """Its entries; none where there is no such file, or no sense in it, which is logged. Raises `OSError`."""
    path = folder / INDEX_FILE
    if not path.exists():
        return []
    try:
        return [CacheEntry.from_dict(entry) for entry in parse_json(path.read_bytes())["entries"]]
    except (ValueError, KeyError, TypeError, StorageError) as error:
        _log.warning("%s is damaged and is rebuilt from the images: %s", path, error)
        return []
