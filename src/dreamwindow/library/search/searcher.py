"""Searcher: pictures by a query, newest first; or the most alike first."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from dreamwindow.contracts.embedder import Embedder, EmbedderFactory
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.reading import newest_images
from dreamwindow.library.model import ImageEntry, Page
from dreamwindow.library.search.filters import matching
from dreamwindow.library.search.query import Query
from dreamwindow.model.frame import Pixels


@dataclass(frozen=True, slots=True)
class Like:
    """A picture of the library by which others are found."""

    session: str
    name: str


class Searcher:
    """Blocks; any thread may call."""

    def __init__(self, catalogue: Catalogue, create_embedder: EmbedderFactory) -> None:
        self._catalogue = catalogue
        self._create_embedder = create_embedder
        self._embedder: Embedder | None = None
        self._embedding = threading.Lock()

    def search(self, query: Query, like: Like | Pixels | None, cursor: str | None, limit: int) -> Page[ImageEntry]:
        """See `Library.search`."""
        with self._catalogue.reading() as connection:
            return newest_images(matching(query, self._catalogue.dialect), connection, cursor, limit)
