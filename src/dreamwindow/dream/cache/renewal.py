"""Renewal: memories that another embedder has seen are seen anew, a few at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.dream.cache.entry import CacheEntry
from dreamwindow.dream.cache.manager import CacheManager
from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import decode_image
from dreamwindow.imaging.seeing import embed_each
from dreamwindow.model.frame import Pixels

_log = logging.getLogger(__name__)
AT_ONCE = 8


class Renewal:
    """Blocks; for one thread at a time. Each memory is written when it is done: whoever is ended goes on from there."""

    def __init__(self, cache: CacheManager, embedder: Embedder) -> None:
        self._cache = cache
        self._embedder = embedder
        self._left_alone: set[str] = set()

    def some(self) -> int:
        """See up to `AT_ONCE` anew; how many that was, none when all are. Raises `EmbedderUnavailable` or `OSError`."""
        while batch := self._next():
            pictures = [(entry, pixels) for entry in batch if (pixels := self._pixels(entry)) is not None]
            if pictures:
                vectors = embed_each([pixels for _, pixels in pictures], self._embedder)
                if seen := sum(self._take(entry, vector) for (entry, _), vector in zip(pictures, vectors, strict=True)):
                    return seen
        return 0

    def _take(self, entry: CacheEntry, vector: Vectors | None) -> bool:
        """Write what was seen; what cannot be seen is left for the next start."""
        if vector is None:
            _log.warning("Cache: %s cannot be seen by %s, and is left alone", entry.cache_id, self._embedder.info.name)
            self._left_alone.add(entry.cache_id)
            return False
        self._cache.seen_anew(entry.cache_id, vector)
        return True

    def _next(self) -> Sequence[CacheEntry]:
        strange = self._cache.strange(AT_ONCE + len(self._left_alone))
        return [entry for entry in strange if entry.cache_id not in self._left_alone][:AT_ONCE]

    def _pixels(self, entry: CacheEntry) -> Pixels | None:
        """A picture that is none is discarded; one that cannot be read now is left for the next start."""
        try:
            return decode_image(self._cache.path(entry).read_bytes())
        except InvalidImage as error:
            _log.info("Cache: %s is no picture and is gone: %s", entry.cache_id, error.message)
            self._cache.discard(entry.cache_id)
        except OSError as error:
            _log.info("Cache: %s cannot be read: %s", entry.cache_id, error)
            self._left_alone.add(entry.cache_id)
        return None
