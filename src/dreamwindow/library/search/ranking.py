"""Ranking: the pictures that a query names, the best first, in pages of a stable order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, select

from dreamwindow.library.catalogue.reading import entries, picture_query
from dreamwindow.library.catalogue.tables import images, sessions
from dreamwindow.library.cursors import read_cursor, write_cursor
from dreamwindow.library.model import ImageEntry, Page

FEW = 6_000
"""Up to so many pictures that fit, each is scored by itself."""
FIRST, _MORE = 256, 4
"""So many of the best are asked for first, or, where only some of them count, so many times as many; then again."""
_IN_ONE = 2_000
Scored = tuple[float, int]


class Scores(Protocol):
    """How well pictures fit, by number."""

    def best(self, k: int) -> Sequence[Scored]:
        """The ``k`` best of all, in any order."""
        ...

    def of(self, ids: Sequence[int]) -> Sequence[Scored]:
        """Of these, as far as something is known of them."""
        ...


@dataclass(frozen=True, slots=True)
class Ranking:
    """``scores`` over ``total`` pictures, of which those count that meet the ``conditions``; ``may_be_few``: whether it
    may pay to gather these."""

    scores: Scores
    total: int
    conditions: Sequence[ColumnElement[bool]]
    least: float
    may_be_few: bool = True

    def page(self, connection: Connection, cursor: str | None, limit: int) -> Page[ImageEntry]:
        """After ``cursor``. Raises `InvalidQuery` for one that is none."""
        after = None
        if cursor is not None:
            score, number = read_cursor(cursor, float, int)
            after = (-float(score), int(number))
        found = list(islice(self._ranked(connection, after), limit + 1))
        rows = connection.execute(picture_query().where(images.c.id.in_([number for _, number in found[:limit]]))).all()
        by_id = {entry.id: entry for entry in entries(connection, rows)}
        items = tuple(by_id[number] for _, number in found[:limit] if number in by_id)
        more = write_cursor([found[limit - 1][0], found[limit - 1][1]]) if len(found) > limit else None
        return Page(items, more)

    def _ranked(self, connection: Connection, after: tuple[float, int] | None) -> Iterator[Scored]:
        """Best first; of equals the older number. None is told twice, however much is known by the next page."""
        fitting = self._fitting(connection) if self.conditions and self.may_be_few else None
        if fitting is not None:
            yield from _after(self._order(self.scores.of(fitting)), after)
            return
        k = FIRST * _MORE if self.conditions else FIRST
        while True:
            ranked = self._order(self.scores.best(k))
            is_all = k >= self.total or len(ranked) < k
            certain = ranked if is_all else [one for one in ranked if one[0] > ranked[-1][0]]
            yield from self._meeting(connection, list(_after(certain, after)))
            if is_all:
                return
            after = max(filter(None, [after, _place(certain[-1]) if certain else None]), default=None)
            k *= _MORE

    def _order(self, scored: Sequence[Scored]) -> list[Scored]:
        return sorted((one for one in scored if one[0] >= self.least), key=_place)

    def _fitting(self, connection: Connection) -> list[int] | None:
        """The pictures that meet the conditions, if they are few."""
        query = select(images.c.id).join(sessions, sessions.c.id == images.c.session_id).where(*self.conditions)
        found = connection.execute(query.limit(FEW + 1)).scalars().all()
        return list(found) if len(found) <= FEW else None

    def _meeting(self, connection: Connection, scored: Sequence[Scored]) -> Iterator[Scored]:
        """Those that are there still, and meet the conditions."""
        for at in range(0, len(scored), _IN_ONE):
            some = scored[at : at + _IN_ONE]
            query = (
                select(images.c.id)
                .join(sessions, sessions.c.id == images.c.session_id)
                .where(images.c.id.in_([number for _, number in some]), *self.conditions)
            )
            met = set(connection.execute(query).scalars().all())
            yield from (one for one in some if one[1] in met)


def _place(scored: Scored) -> tuple[float, int]:
    return -scored[0], scored[1]


def _after(ranked: Sequence[Scored], after: tuple[float, int] | None) -> Iterator[Scored]:
    return iter(ranked) if after is None else (one for one in ranked if _place(one) > after)
