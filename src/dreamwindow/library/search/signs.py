"""Signs: what is typed beside words: ``tag:wall model:flux seed:42 ★4 ♥ #e8a33d shows:fox``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dreamwindow.errors import InvalidQuery
from dreamwindow.library.moments import within
from dreamwindow.library.search.query import Query

_PARTS = re.compile(r'-?(?:\w+:)?"[^"]*"?\s?|\S+\s?')
_Read = Callable[[Query, str], Query]


def read_signs(query: Query) -> Query:
    """The signs in ``text`` as what they stand for; what is left of it is words. What was given besides stays.

    Raises `InvalidQuery` for a day that is none.
    """
    words: list[str] = []
    for part in _PARTS.findall(query.text):
        for sign, read in _SIGNS:
            if match := sign.fullmatch(part.strip()):
                query = read(query, match[1])
                break
        else:
            words.append(part)
    return replace(query, text="".join(words))


def day_ns(text: str) -> int:
    """When a day (``2026-11-21``) or a time without zone begins on this machine. Raises `InvalidQuery`."""
    try:
        return within(round(datetime.fromisoformat(text).astimezone().timestamp() * 1e6) * 1000)
    except (OverflowError, OSError, ValueError) as error:
        raise InvalidQuery(f"{text!r} is no day of this machine's calendar.", "Write it as 2026-11-21.") from error


def _tag(query: Query, value: str) -> Query:
    return replace(query, tags=(*query.tags, value))


def _shows(query: Query, value: str) -> Query:
    if not value.strip():  # not said yet
        return query
    return replace(query, shows=value if query.shows is None else f"{query.shows}, {value}")


def _rating(query: Query, value: str) -> Query:
    return replace(query, rating=max(query.rating or 0, int(value)))


def _since(query: Query, value: str) -> Query:
    begins = day_ns(value)
    return replace(query, since_ns=begins if query.since_ns is None else max(begins, query.since_ns))


def _until(query: Query, value: str) -> Query:
    begins = day_ns(value)
    return replace(query, until_ns=begins if query.until_ns is None else min(begins, query.until_ns))


_SIGNS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile(r'tag:"?(.+?)"?', re.IGNORECASE), _tag),
    (re.compile(r'model:"?(.+?)"?', re.IGNORECASE), lambda query, value: replace(query, model=query.model or value)),
    (re.compile(r'shows:"?([^"]*)"?', re.IGNORECASE), _shows),
    (re.compile(r"seed:(\S+)", re.IGNORECASE), lambda query, value: replace(query, seed=query.seed or value)),
    (re.compile(r"(?:rating:|★)([1-5])", re.IGNORECASE), _rating),
    (re.compile(r"(♥|is:favourite)", re.IGNORECASE), lambda query, _: replace(query, favourite=True)),
    (re.compile(r"#([0-9a-f]{6})", re.IGNORECASE), lambda query, value: replace(query, colour=query.colour or value)),
    (re.compile(r"since:(\d{4}-\d{2}-\d{2})", re.IGNORECASE), _since),
    (re.compile(r"until:(\d{4}-\d{2}-\d{2})", re.IGNORECASE), _until),
)
