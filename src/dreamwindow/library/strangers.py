"""Strangers: pictures that another embedder has seen, and ours has not."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select, tuple_

from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.tables import embeddings, images, sessions
from dreamwindow.library.roots import SessionKey


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A picture whose look is not known."""

    id: int
    session: SessionKey
    name: str
    mtime_ns: int


class Strangers:
    """Goes through them once, newest first; pictures that come meanwhile nobody has seen, and they are not here.

    Blocks; for one thread at a time. When a whole walk met none, there are none any more, and nothing is asked again.
    """

    def __init__(self, catalogue: Catalogue, embedder: str) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._after: tuple[int, int] | None = None
        self._are_over = False

    def next(self, most: int) -> list[Undescribed]:
        """The next ones; none at the end of the walk."""
        if self._are_over:
            return []
        found = self._find(most)
        if found:
            self._after = found[-1].mtime_ns, found[-1].id
        else:
            self._are_over = self._after is None
        return found

    def begin_again(self) -> None:
        """From the newest on: some may have had no thumbnail."""
        self._after = None

    def _find(self, most: int) -> list[Undescribed]:
        of = images.c
        seen = exists().where(embeddings.c.image_id == of.id, embeddings.c.embedder == self._embedder)
        query = (
            select(of.id, sessions.c.key, of.name, of.mtime_ns)
            .join(sessions, sessions.c.id == of.session_id)
            .where(of.colours.is_not(None), of.problem.is_(None), ~seen)
            .order_by(of.mtime_ns.desc(), of.id.desc())
            .limit(most)
        )
        if self._after is not None:
            query = query.where(tuple_(of.mtime_ns, of.id) < tuple_(*self._after))
        with self._catalogue.reading() as connection:
            rows = connection.execute(query).all()
        return [Undescribed(row.id, SessionKey(row.key), row.name, row.mtime_ns) for row in rows]
