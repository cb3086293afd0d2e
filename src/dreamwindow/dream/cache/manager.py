"""CacheManager: adds, looks up, drops. An add costs the same at 10 and at 10,000 entries."""

from __future__ import annotations

import json
import logging
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.dream.cache.entry import CacheEntry, id_of, number_of
from dreamwindow.dream.cache.eviction import Eviction, chooser
from dreamwindow.dream.cache.journal import Journal
from dreamwindow.errors import InvalidImage, StorageError
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_abandoned, ensure_directory_exists, parse_json
from dreamwindow.imaging.codec import encode_png, load_image, read_png_text
from dreamwindow.imaging.similarity import VectorIndex
from dreamwindow.imaging.similarity.index import Neighbour
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.beginning import local_now

_log = logging.getLogger(__name__)
INDEX_FILE = "cache_index.json"
INDEX_VERSION = 1
IMAGES = "images"
KEYWORD = "dreamwindow-cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheOptions:
    """``max_size`` entries at most; ``eviction`` names who goes first."""

    max_size: int = 200
    eviction: Eviction = "lru"


class CacheManager:
    """The one writer of a cache folder. Blocks; may be called from any thread. `load_cache` comes first."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        options: CacheOptions | None = None,
        *,
        now: Callable[[], datetime] = local_now,
        disk: Disk = DISK,
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._options = options or CacheOptions()
        self._now = now
        self._disk = disk
        self._lock = threading.RLock()
        self._journal = Journal(folder, disk)
        self._entries: dict[str, CacheEntry] = {}
        self._index: VectorIndex[str] = VectorIndex(embedder.info.dimension)
        self._chooser = chooser(self._options.eviction, self._index)
        self._highest = 0

    def __len__(self) -> int:
        return len(self._entries)

    def load_cache(self) -> list[str]:
        """Read the journal, mend what a crash left, and say in words what was mended. Raises `OSError`.

        Without a journal, ``cache_index.json`` is imported; an image that no index knows is taken in again.
        """
        with self._lock:
            ensure_directory_exists(self._folder / IMAGES, disk=self._disk)
            told = self._journal.read()
            self._highest = told.highest
            found = list(told.entries.values()) if self._journal.exists else self._imported()
            mended = [f"{path.name} was never finished and is gone" for path in self._abandoned()]
            if told.damaged:
                mended.append(f"{told.damaged} lines of the index could not be read")
            mended += self._take_in(found)
            mended += self._settle(told.dropped)
            while len(self._entries) > self._options.max_size:
                self._drop(self._chooser.next())
            if mended:
                self._journal.rewrite(self._entries.values(), self._highest)
            for what in mended:
                _log.info("Cache: %s", what)
            return mended

    def add(self, image: Pixels, prompt: str, generation_params: Mapping[str, Any], embedding: Vectors) -> str:
        """Remember a keyframe; its id, never used before. Raises `OSError`, and then nothing was added."""
        with self._lock:
            entry = self._new_entry(prompt, generation_params, embedding)
            about = {"prompt": prompt, "generation_params": dict(generation_params), "timestamp": entry.timestamp}
            data = encode_png(image, {KEYWORD: json.dumps(about)})
            atomic_write(data, self._folder / entry.image_path, disk=self._disk)
            self._journal.add(entry)
            self._remember(entry)
            while len(self._entries) > self._options.max_size:
                self._drop(self._chooser.next())
            if self._journal.is_long(len(self._entries)):
                self._journal.rewrite(self._entries.values(), self._highest)
            return entry.cache_id

    def get(self, cache_id: str) -> CacheEntry:
        """One entry; it counts as used. Raises `KeyError`."""
        with self._lock:
            entry = self._entries[cache_id]
            self._chooser.used(cache_id)
            return entry

    def image(self, cache_id: str) -> Pixels:
        """Its pixels; it counts as used. Raises `KeyError` or `InvalidImage`."""
        return load_image(self._folder / self.get(cache_id).image_path)

    def get_all(self) -> list[CacheEntry]:
        """Every entry, oldest first."""
        with self._lock:
            return list(self._entries.values())

    def get_random(self, rng: random.Random) -> CacheEntry | None:
        """Any entry; ``None`` of none. It counts as used."""
        with self._lock:
            return self.get(rng.choice(list(self._entries))) if self._entries else None

    def similar(self, embedding: Vectors, k: int = 5, at_least: float = -2.0) -> Sequence[Neighbour[str]]:
        """The ``k`` most like ``embedding``, most alike first; ``at_least`` is a cosine."""
        with self._lock:
            return self._index.search(embedding, k, at_least)

    def save_cache(self) -> Path:
        """Export ``cache_index.json``, and write the journal anew in order of use. Raises `OSError`."""
        with self._lock:
            entries = [entry.to_dict() for entry in self._entries.values()]
            index = {
                "version": INDEX_VERSION,
                "last_updated": self._now().isoformat(),
                "entry_count": len(entries),
                "entries": entries,
            }
            self._journal.rewrite(self._entries.values(), self._highest)
            path = self._folder / INDEX_FILE
            atomic_write(json.dumps(index, ensure_ascii=False).encode() + b"\n", path, disk=self._disk)
            return path

    def _new_entry(self, prompt: str, params: Mapping[str, Any], embedding: Vectors) -> CacheEntry:
        self._highest += 1
        cache_id = id_of(self._highest)
        path = f"{IMAGES}/{cache_id}.png"
        return CacheEntry(cache_id, path, prompt, dict(params), embedding, self._now().isoformat())

    def _remember(self, entry: CacheEntry) -> None:
        self._index.add(entry.cache_id, entry.embedding)
        self._entries[entry.cache_id] = entry
        self._chooser.added(entry.cache_id, entry.embedding)

    def _drop(self, cache_id: str) -> None:
        self._journal.drop(cache_id)
        entry = self._entries.pop(cache_id)
        self._index.remove(cache_id)
        self._chooser.removed(cache_id)
        path = self._folder / entry.image_path
        if path.exists():
            self._disk.unlink(path)

    def _abandoned(self) -> list[Path]:
        return [
            *cleanup_abandoned(self._folder, disk=self._disk),
            *cleanup_abandoned(self._folder / IMAGES, disk=self._disk),
        ]

    def _imported(self) -> list[CacheEntry]:
        path = self._folder / INDEX_FILE
        if not path.exists():
            return []
        try:
            return [CacheEntry.from_dict(entry) for entry in parse_json(path.read_bytes())["entries"]]
        except (ValueError, KeyError, TypeError, StorageError) as error:
            _log.warning("%s is damaged and is rebuilt from the images: %s", path, error)
            return []

    def _take_in(self, found: list[CacheEntry]) -> list[str]:
        """Entries whose image is there and whose vector fits; what could not be taken in."""
        lost = []
        for entry in found:
            self._highest = max(self._highest, number_of(entry.cache_id))
            inside = (self._folder / entry.image_path).resolve().is_relative_to(self._folder.resolve())
            if not inside or not (self._folder / entry.image_path).is_file():
                lost.append(f"{entry.cache_id} has lost its image")
            elif entry.embedding.shape == (self._embedder.info.dimension,):
                self._remember(entry)
        return lost

    def _settle(self, dropped: set[str]) -> list[str]:
        """Images that no entry names: dropped ones go, others are taken in again."""
        said = []
        for path in sorted((self._folder / IMAGES).glob("cache_*.png")):
            if path.stem in self._entries:
                continue
            if path.stem in dropped:
                self._disk.unlink(path)
                said.append(f"{path.name} was dropped and is gone now")
            else:
                said.append(self._adopt(path))
        return said

    def _adopt(self, path: Path) -> str:
        try:
            self._highest = max(self._highest, number_of(path.stem))
            pixels = load_image(path)
            about = parse_json(read_png_text(path.read_bytes()).get(KEYWORD, "{}"))
        except (InvalidImage, ValueError):
            self._disk.unlink(path)
            return f"{path.name} is no picture and is gone"
        entry = CacheEntry(
            path.stem, f"{IMAGES}/{path.name}", str(about.get("prompt", "")), about.get("generation_params", {}),
            self._embedder.embed([pixels])[0], str(about.get("timestamp", self._now().isoformat())),
        )  # fmt: skip
        self._remember(entry)
        return f"{path.name} was not in the index and is again"
