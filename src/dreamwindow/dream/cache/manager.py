"""CacheManager: adds, looks up, drops. An add costs the same at 10 and at 10,000 entries."""

from __future__ import annotations

import contextlib
import logging
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.dream.cache.adoption import adopted, inscribed
from dreamwindow.dream.cache.entry import IMAGES, CacheEntry, id_of, image_path, number_of
from dreamwindow.dream.cache.eviction import Eviction, chooser
from dreamwindow.dream.cache.index_file import export_index, import_index
from dreamwindow.dream.cache.journal import Journal
from dreamwindow.errors import EmbedderUnavailable, InvalidImage
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_abandoned, ensure_directory_exists
from dreamwindow.imaging.codec import load_image
from dreamwindow.imaging.similarity import VectorIndex
from dreamwindow.imaging.similarity.index import Neighbour
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.beginning import local_now

_log = logging.getLogger(__name__)
_UNIT = 5e-4
"""How far from 1 a squared length may be."""


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
        self._strange: dict[str, None] = {}
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
            found = list(told.entries.values()) if self._journal.exists else import_index(self._folder)
            mended = [f"{path.name} was never finished and is gone" for path in self._abandoned()]
            if told.damaged:
                mended.append(f"{told.damaged} lines of the index could not be read")
            mended += self._take_in(found)
            mended += self._settle(told.dropped)
            while len(self._entries) > self._options.max_size:
                self._drop(self._chooser.next())
            if mended:
                self._write_anew()
            for what in mended:
                _log.info("Cache: %s", what)
            return mended

    def add(self, image: Pixels, prompt: str, generation_params: Mapping[str, Any], embedding: Vectors) -> str:
        """Remember a keyframe; its id, never used before. Raises `OSError`, and then nothing was added."""
        with self._lock:
            entry = self._new_entry(prompt, generation_params, embedding)
            path = self._folder / entry.image_path
            atomic_write(inscribed(image, entry), path, disk=self._disk)
            try:
                self._journal.add(entry)
            except OSError:
                with contextlib.suppress(OSError):
                    self._disk.unlink(path)
                raise
            self._remember(entry)
            while len(self._entries) > self._options.max_size:
                self._drop(self._chooser.next())
            if self._journal.is_long(len(self._entries)):
                self._write_anew()
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

    def path(self, entry: CacheEntry) -> Path:
        """Its picture. It does not count as used."""
        return self._folder / entry.image_path

    def get_all(self) -> list[CacheEntry]:
        """Every entry, oldest first."""
        with self._lock:
            return sorted(self._entries.values(), key=lambda entry: number_of(entry.cache_id))

    def get_random(self, rng: random.Random) -> CacheEntry | None:
        """Any entry; ``None`` of none. It counts as used."""
        with self._lock:
            return self.get(rng.choice(list(self._entries))) if self._entries else None

    def similar(self, embedding: Vectors, k: int = 5, at_least: float = -2.0) -> Sequence[Neighbour[str]]:
        """The ``k`` most like ``embedding``, most alike first; ``at_least`` is a cosine."""
        with self._lock:
            return self._index.search(embedding, k, at_least)

    def strange(self, most: int) -> list[CacheEntry]:
        """Up to ``most`` entries whose vectors another embedder made: `similar` passes them over until `seen_anew`."""
        with self._lock:
            return [self._entries[cache_id] for cache_id in islice(self._strange, most)]

    def seen_anew(self, cache_id: str, embedding: Vectors) -> None:
        """What a strange entry looks like to our embedder; one that is gone stays gone. Raises `OSError`."""
        with self._lock:
            if cache_id not in self._strange:
                return
            entry = replace(self._entries[cache_id], embedding=embedding, embedder=self._embedder.info.name)
            self._journal.add(entry)
            del self._strange[cache_id]
            self._remember(entry)

    def discard(self, cache_id: str) -> None:
        """Forget one whose picture is none; one that is gone stays gone. Raises `OSError`."""
        with self._lock:
            if cache_id in self._entries:
                self._drop(cache_id)

    def save_cache(self) -> Path:
        """Export ``cache_index.json``, and write the journal anew in order of use. Raises `OSError`."""
        with self._lock:
            self._write_anew()
            return export_index(self._folder, self.get_all(), self._now(), self._disk)

    def _write_anew(self) -> None:
        """The journal, in the order in which entries go: the next run goes on with that."""
        self._journal.rewrite([self._entries[cache_id] for cache_id in self._chooser.in_order()], self._highest)

    def _new_entry(self, prompt: str, params: Mapping[str, Any], embedding: Vectors) -> CacheEntry:
        self._highest += 1
        cache_id = id_of(self._highest)
        now, embedder = self._now().isoformat(), self._embedder.info.name
        return CacheEntry(cache_id, image_path(cache_id), prompt, dict(params), embedding, now, embedder)

    def _remember(self, entry: CacheEntry) -> None:
        self._entries[entry.cache_id] = entry
        if entry.embedder != self._embedder.info.name:
            self._strange[entry.cache_id] = None
            self._chooser.added(entry.cache_id, None)
            return
        self._index.add(entry.cache_id, entry.embedding)
        self._chooser.added(entry.cache_id, entry.embedding)

    def _drop(self, cache_id: str) -> None:
        self._journal.drop(cache_id)
        entry = self._entries.pop(cache_id)
        self._strange.pop(cache_id, None)
        if cache_id in self._index:
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

    def _take_in(self, found: list[CacheEntry]) -> list[str]:
        """Entries whose image is there and whose vector fits; what could not be taken in. Others are adopted anew.

        An image is where its id says: an index that somebody else wrote cannot name another file.
        """
        lost = []
        if self._options.eviction == "oldest":
            found = sorted(found, key=lambda entry: number_of(entry.cache_id))
        for entry in found:
            self._highest = max(self._highest, number_of(entry.cache_id))
            path = image_path(entry.cache_id)
            if not (self._folder / path).is_file():
                lost.append(f"{entry.cache_id} has lost its image")
            elif entry.cache_id not in self._entries and self._fits(entry):
                self._remember(replace(entry, image_path=path))
        return lost

    def _fits(self, entry: CacheEntry) -> bool:
        """Whether it can be kept as it is. What another embedder made of it is of no use here, and does no harm."""
        if entry.embedder != self._embedder.info.name:
            return True
        exact = entry.embedding.astype(np.float64)
        return exact.shape == (self._embedder.info.dimension,) and abs(float(exact @ exact) - 1) < _UNIT

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
                with contextlib.suppress(ValueError):  # a file of somebody else's, called much like ours
                    said.append(self._adopt(path))
        return said

    def _adopt(self, path: Path) -> str:
        """Raises `ValueError` for a name that is none of ours."""
        self._highest = max(self._highest, number_of(path.stem))
        try:
            self._remember(adopted(path, self._embedder, self._now().isoformat()))
        except InvalidImage:
            self._disk.unlink(path)
            return f"{path.name} is no picture and is gone"
        except EmbedderUnavailable as error:
            return f"{path.name} was not in the index and is left for the next start: {error.message}"
        except OSError as error:
            return f"{path.name} cannot be read and is left alone: {error.strerror}"
        return f"{path.name} was not in the index and is again"
