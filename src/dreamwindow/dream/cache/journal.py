"""The journal: what was added to the cache and what was dropped, one line each, so that an add costs a line.

It is the index. ``cache_index.json`` is what it exports to and imports from.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from dreamwindow.dream.cache.entry import CacheEntry, number_of
from dreamwindow.errors import StorageError
from dreamwindow.files import DISK, AppendedLines, Disk, atomic_write, parse_json

FILE_NAME = "journal.jsonl"
SLACK = 1_000
"""Lines beyond twice the living entries at which it is written anew."""


@dataclass(slots=True)
class Told:
    """What a journal says: ``entries`` that live, ids that were ``dropped``, and how many lines could not be read."""

    entries: dict[str, CacheEntry] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    highest: int = 0
    damaged: int = 0


class Journal:
    """Appends, reads and compacts. For one thread at a time."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        self._path = folder / FILE_NAME
        self._disk = disk
        self._lines: AppendedLines | None = None
        self._count = 0

    @property
    def exists(self) -> bool:
        """Whether there is one to read."""
        return self._path.exists()

    def add(self, entry: CacheEntry) -> None:
        """Tell of a new entry. Raises `OSError`."""
        self._append({"op": "add"} | _packed(entry))

    def drop(self, cache_id: str) -> None:
        """Tell that an entry is gone. Raises `OSError`."""
        self._append({"op": "drop", "cache_id": cache_id})

    def read(self) -> Told:
        """Everything told so far; lines that cannot be read are counted and passed over."""
        told = Told()
        for line in self._path.read_bytes().splitlines() if self.exists else ():
            self._count += 1
            try:
                _take(told, parse_json(line))
            except (ValueError, KeyError, TypeError, StorageError):
                told.damaged += 1
        return told

    def is_long(self, living: int) -> bool:
        """Whether it is worth writing anew."""
        return self._count > 2 * living + SLACK

    def rewrite(self, entries: Iterable[CacheEntry], highest: int) -> None:
        """Only the living, in this order, and the highest number ever given out. Raises `OSError`."""
        lines = [{"op": "highest", "number": highest}] + [{"op": "add"} | _packed(entry) for entry in entries]
        atomic_write(b"".join(map(_line, lines)), self._path, disk=self._disk)
        self._lines, self._count = None, len(lines)

    def _append(self, said: dict[str, Any]) -> None:
        if self._lines is None:
            self._lines = AppendedLines(self._path, disk=self._disk)
        self._lines.append(_line(said))
        self._count += 1


def _take(told: Told, said: dict[str, Any]) -> None:
    match said["op"]:
        case "add":
            entry = _unpacked(said)
            told.entries[entry.cache_id] = entry
            told.highest = max(told.highest, number_of(entry.cache_id))
        case "drop":
            told.entries.pop(said["cache_id"], None)
            told.dropped.add(said["cache_id"])
            told.highest = max(told.highest, number_of(said["cache_id"]))
        case "highest":
            told.highest = max(told.highest, int(said["number"]))
        case other:
            raise ValueError(f"op {other!r}")


def _packed(entry: CacheEntry) -> dict[str, Any]:
    packed = base64.b64encode(entry.embedding.astype("<f4").tobytes()).decode()
    return {
        "cache_id": entry.cache_id,
        "image_path": entry.image_path,
        "prompt": entry.prompt,
        "generation_params": dict(entry.generation_params),
        "timestamp": entry.timestamp,
        "embedding": packed,
        "embedder": entry.embedder,
    }


def _unpacked(said: dict[str, Any]) -> CacheEntry:
    vector = np.frombuffer(base64.b64decode(said["embedding"], validate=True), "<f4").astype(np.float32)
    return CacheEntry.from_dict(said | {"embedding": vector})


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
