"""A query as conditions over the catalogue's pictures, for either database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, column, exists, func, literal_column, not_, select, table, text

from dreamwindow.library.catalogue.reading import picture_query
from dreamwindow.library.catalogue.tables import images, sessions, tags
from dreamwindow.library.search.query import Query, Term, terms

Condition = ColumnElement[bool]
_image_words = table("image_words", column("rowid"))
"""SQLite's full-text index over ``images.words``."""


def matching(query: Query, dialect: str) -> Select[Any]:
    """Every picture that the query names, in no order. Raises `InvalidQuery`."""
    return picture_query().where(*conditions(query, dialect))


def conditions(query: Query, dialect: str) -> list[Condition]:
    """On a join of images and sessions. Raises `InvalidQuery`."""
    return [*_words(terms(query.text), dialect), *_facts(query)]


def _facts(query: Query) -> Iterator[Condition]:
    of = images.c
    if query.session is not None:
        yield sessions.c.key == query.session
    if query.model is not None:
        yield of.model == query.model
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


def _words(wanted: Sequence[Term], dialect: str) -> Iterator[Condition]:
    positive = [term for term in wanted if not term.unwanted]
    if positive:
        yield _found(positive, dialect, "words")
    for number, term in enumerate(term for term in wanted if term.unwanted):
        yield not_(_found([term], dialect, f"unwanted{number}"))


def _found(wanted: Sequence[Term], dialect: str, name: str) -> Condition:
    """Folded words hold letters and digits only, so they cannot break out of either language's quotes."""
    if dialect == "sqlite":
        match = text(f"image_words MATCH :{name}").bindparams(bindparam(name, " AND ".join(map(_fts5, wanted))))
        return images.c.id.in_(select(_image_words.c.rowid).where(match))
    query = func.to_tsquery(literal_column("'simple'"), " & ".join(map(_tsquery, wanted)))
    return func.to_tsvector(literal_column("'simple'"), images.c.words).op("@@", is_comparison=True)(query)


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _tsquery(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if term.begins else "")]) + ")"
