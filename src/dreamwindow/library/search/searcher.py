"""Searcher: pictures by a query, newest first; or those that look most like something first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from sqlalchemy import Connection, func, select

from dreamwindow.contracts.embedder import Embedder, EmbedderFactory, Vectors, WordEmbedder
from dreamwindow.errors import ImageNotFound, InvalidQuery
from dreamwindow.imaging import oklab
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.reading import newest_images
from dreamwindow.library.catalogue.tables import embeddings, images, sessions
from dreamwindow.library.model import ImageEntry, Page, Sight
from dreamwindow.library.search.filters import conditions, matching, may_be_few
from dreamwindow.library.search.looks import Looks, Scores
from dreamwindow.library.search.query import Like, Query
from dreamwindow.library.search.ranking import FIRST, Ranking, Scored
from dreamwindow.library.search.said import Words
from dreamwindow.library.search.signs import read_signs
from dreamwindow.model.frame import Pixels

_LEAST_COLOUR = 0.01
"""Less of a colour than a hundredth of the picture is none of it."""
_ANY_LIKENESS = -2.0


@dataclass(frozen=True)
class _ByLikeness:
    looks: Looks
    vector: Vectors

    def best(self, k: int) -> Sequence[Scored]:
        return self.looks.most_alike(self.vector, k, self._every if k > FIRST else None)

    def of(self, ids: Sequence[int]) -> Sequence[Scored]:
        return self.looks.likenesses(self.vector, ids)

    @cached_property
    def _every(self) -> Scores:
        """Worked out once for all who ask for more than a page."""
        return self.looks.every_likeness(self.vector)


@dataclass(frozen=True, slots=True)
class _ByColour:
    looks: Looks
    lab: Scores

    def best(self, k: int) -> Sequence[Scored]:
        return self.looks.nearest_in_colour(self.lab, k)

    def of(self, ids: Sequence[int]) -> Sequence[Scored]:
        return self.looks.nearnesses(self.lab, ids)


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What is looked for as the embedder sees it: ``vector`` (dimension,), of unit length."""

    vector: Vectors


Wish: TypeAlias = Like | Pixels | Aim | None


def needs_an_eye(query: Query, like: Wish) -> bool:
    """Whether the embedder has to look first: at words for what is shown, or at a picture from outside."""
    return not isinstance(like, Aim) and (query.shows is not None or isinstance(like, np.ndarray))


class Searcher:
    """Blocks; any thread may call. What pictures look like is loaded when it is first asked for."""

    def __init__(self, catalogue: Catalogue, create_embedder: EmbedderFactory) -> None:
        self._catalogue = catalogue
        self._create_embedder = create_embedder
        self._looking = threading.Lock()

    def search(self, query: Query, like: Wish, cursor: str | None, limit: int) -> Page[ImageEntry]:
        """See `Library.search`. What is typed may hold signs, see `read_signs`."""
        query = read_signs(query)
        goal = self.aim(query, like)
        with self._catalogue.reading() as connection:
            if goal is None and query.colour is None:
                return newest_images(matching(query, connection), connection, cursor, limit)
            with self._looking:
                self._looks.refresh(connection)
                return self._ranking(connection, query, goal).page(connection, cursor, limit)

    def sight(self, connection: Connection) -> Sight:
        """What the embedder can see, and has seen. Loads nothing. Raises what making the embedder raises."""
        mine = embeddings.c.embedder == self._embedder.info.name
        seen = connection.execute(select(func.count()).select_from(embeddings).where(mine)).scalar_one()
        return Sight(reads_words=isinstance(self._embedder, WordEmbedder), seen=seen)

    def aim(self, query: Query, like: Wish) -> Like | Aim | None:
        """Where likeness leads to. What `needs_an_eye` waits for seconds if the embedder is not loaded yet.

        Raises `InvalidQuery` or `EmbedderUnavailable`.
        """
        if isinstance(like, Aim):
            return like
        if query.shows is not None:
            return Aim(self._words.vector_of(query.shows, like).vector)
        return Aim(np.asarray(self._embedder.embed([like])[0])) if isinstance(like, np.ndarray) else like

    def _ranking(self, connection: Connection, query: Query, goal: Like | Aim | None) -> Ranking:
        wanted, few = conditions(query, connection), may_be_few(query, connection)
        if goal is not None:
            vector = goal.vector if isinstance(goal, Aim) else self._vector(connection, goal)
            by_likeness = _ByLikeness(self._looks, vector)
            return Ranking(by_likeness, len(self._looks), wanted, _ANY_LIKENESS, few)
        return Ranking(_ByColour(self._looks, _lab(query.colour or "")), len(self._looks), wanted, _LEAST_COLOUR, few)

    def _vector(self, connection: Connection, like: Like) -> Vectors:
        place = (sessions.c.key == like.session) & (images.c.name == like.name)
        query = select(images.c.id).join(sessions, sessions.c.id == images.c.session_id).where(place)
        image_id = connection.execute(query).scalar()
        if image_id is None:
            raise ImageNotFound(
                f"There is no picture {like.name!r} in session {like.session!r}.", "It may be in the trash, or renamed."
            )
        vector = self._looks.vector(image_id)
        if vector is None:
            raise ImageNotFound(
                f"How {like.name!r} of session {like.session!r} looks is not known yet.", "Try again in a minute."
            )
        return vector

    @cached_property
    def _words(self) -> Words:
        return Words(self._embedder)

    @cached_property
    def _embedder(self) -> Embedder:
        return self._create_embedder()

    @cached_property
    def _looks(self) -> Looks:
        return Looks(self._embedder.info)


def _lab(code: str) -> Scores:
    try:
        return oklab.from_hex(code.removeprefix("#"))
    except ValueError as error:
        raise InvalidQuery(f"{code[:20]!r} is no colour.", "Write it as six hex digits: e8a33d.") from error
