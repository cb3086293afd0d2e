"""Said: words for what is in a picture, as a vector that pictures are compared with."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from dreamwindow.contracts.embedder import Embedder, Vectors, WordEmbedder
from dreamwindow.errors import InvalidQuery
from dreamwindow.library.search.query import Like
from dreamwindow.model.frame import Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """``vector`` (dimension,), of unit length."""

    words: str
    vector: Vectors


class Words:
    """Blocks; any thread may call. What was asked last is remembered: it is asked again for each page."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._last: Said | None = None

    def vector_of(self, words: str, like: Like | Pixels | None) -> Said:
        """Raises `InvalidQuery` with an embedder that reads none, or beside a picture; `EmbedderUnavailable`."""
        embedder: object = self._embedder
        if not isinstance(embedder, WordEmbedder):
            raise InvalidQuery(
                "What a picture shows is not known here: only what was said of it.",
                "CLIP knows: set embedding.name to clip. docs/models.md says what it needs.",
            )
        if like is not None:
            raise InvalidQuery("Either like a picture or by what is in it.", "Leave one of the two out.")
        with self._lock:
            if self._last is None or self._last.words != words:
                self._last = Said(words, embedder.embed_words([words])[0])
            return self._last
