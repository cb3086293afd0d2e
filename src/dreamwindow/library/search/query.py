"""Query: what is looked for. All that is given must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dreamwindow.errors import InvalidQuery
from dreamwindow.library.words import folded

MAX_WORDS = 32
_TOKENS = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """``text`` is what a person types, see `terms` and `read_signs`; ``colour`` is ``rrggbb``; ``rating`` is the least.

    ``shows`` is words for what is in a picture, for an embedder that reads them; those that fit best come first.
    ``since_ns`` is included, ``until_ns`` is not. ``session`` is a key, ``tags`` must all be there; ``model`` is a
    model's name or a part of it, in any case.
    """

    text: str = ""
    shows: str | None = None
    colour: str | None = None
    session: str | None = None
    model: str | None = None
    seed: str | None = None
    favourite: bool | None = None
    rating: int | None = None
    tags: tuple[str, ...] = ()
    since_ns: int | None = None
    until_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """A picture of the library by which others are found."""

    session: str
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words in this order. ``begins`` lets the last be the beginning of a word; ``unwanted`` forbids them."""

    words: tuple[str, ...]
    begins: bool = False
    unwanted: bool = False


def terms(text: str) -> list[Term]:
    """``forest "misty lake" -people``: words, words in order, and what must not be there.

    The last word may be unfinished, as long as no space follows it. Raises `InvalidQuery` for more than `MAX_WORDS`.
    """
    found: list[Term] = []
    for match in _TOKENS.finditer(text):
        minus, phrase, word = match.groups()
        words = tuple(folded(phrase if phrase is not None else word))
        at_end = match.end() == len(text) and phrase is None
        if words:
            found.append(Term(words, begins=at_end and not minus, unwanted=bool(minus)))
    if sum(len(term.words) for term in found) > MAX_WORDS:
        raise InvalidQuery(f"A search for more than {MAX_WORDS} words.", "Take fewer.")
    return found
