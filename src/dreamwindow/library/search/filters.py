"""A query as conditions over the catalogue's pictures, for either database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    exists,
    func,
    literal,
    literal_column,
    not_,
    select,
    table,
    text,
)

from dreamwindow.library.catalogue.reading import picture_query
from dreamwindow.library.catalogue.tables import images, sessions, tags
from dreamwindow.library.search.query import Query, Term, terms

Condition = ColumnElement[bool]
_MANY = 10_000
"""Pictures that a word finds, from which on gathering them takes longer than looking for a page of them."""
_image_words = table("image_words", column("rowid"))
"""SQLite's full-text index over ``images.words``."""


def matching(query: Query, connection: Connection) -> Select[Any]:
    """Every picture that the query names, in no order. Raises `InvalidQuery`."""
    return picture_query().where(*conditions(query, connection))


def conditions(query: Query, connection: Connection) -> list[Condition]:
    """On a join of images and sessions. Raises `InvalidQuery`."""
    return [*_words(terms(query.text), connection), *_facts(query)]


def may_be_few(query: Query, connection: Connection) -> bool:
    """Whether it might pay to gather what a query names: unless words that very many pictures have are all of it."""
    wanted = [term for term in terms(query.text) if not term.unwanted]
    if connection.dialect.name != "sqlite" or not wanted or next(_facts(query), None) is not None:
        return True
    return _counted(_rows(wanted, "words"), connection) < _MANY


def _facts(query: Query) -> Iterator[Condition]:
    of = images.c
    if query.session is not None:
        yield sessions.c.key == query.session
    if query.model is not None:
        named = images.alias("named")
        yield of.model.in_(
            select(named.c.model).where(named.c.model.icontains(query.model, autoescape=True)).distinct()
        )
    if query.seed is not None:
        yield of.seed == query.seed
    if query.favourite is not None:
        yield of.favourite.is_(query.favourite)
    if query.rating is not None:
        yield of.rating >= query.rating
    if query.since_ns is not None:
        yield of.mtime_ns >= query.since_ns
    if query.until_ns is not None:
        yield of.mtime_ns < query.until_ns
    for tag in query.tags:
        yield exists().where(tags.c.image_id == of.id, tags.c.tag == tag)


def _words(wanted: Sequence[Term], connection: Connection) -> Iterator[Condition]:
    positive = [term for term in wanted if not term.unwanted]
    if positive:
        yield _found(positive, connection, "words")
    for number, term in enumerate(term for term in wanted if term.unwanted):
        yield not_(_found([term], connection, f"unwanted{number}"))


def _found(wanted: Sequence[Term], connection: Connection, name: str) -> Condition:
    """Folded words hold letters and digits only, so they cannot break out of either language's quotes."""
    if connection.dialect.name == "sqlite":
        return _found_in_sqlite(wanted, connection, name)
    query = func.to_tsquery(literal_column("'simple'"), " & ".join(map(_tsquery, wanted)))
    return func.to_tsvector(literal_column("'simple'"), images.c.words).op("@@", is_comparison=True)(query)


def _found_in_sqlite(wanted: Sequence[Term], connection: Connection, name: str) -> Condition:
    """Few are gathered through the index; of many, the words of one picture after the other are read for a page."""
    rows = _rows(wanted, name)
    if _counted(rows, connection) < _MANY:
        return images.c.id.in_(rows)
    around = literal(" ") + images.c.words + literal(" ")
    return and_(*(func.instr(around, f" {' '.join(term.words)}{'' if term.begins else ' '}") > 0 for term in wanted))


def _rows(wanted: Sequence[Term], name: str) -> Select[tuple[int]]:
    match = text(f"image_words MATCH :{name}").bindparams(bindparam(name, " AND ".join(map(_fts5, wanted))))
    return select(_image_words.c.rowid).where(match)


def _counted(rows: Select[tuple[int]], connection: Connection) -> int:
    """No further than `_MANY`."""
    return int(connection.execute(select(func.count()).select_from(rows.limit(_MANY).subquery())).scalar_one())


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _tsquery(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if term.begins else "")]) + ")"
