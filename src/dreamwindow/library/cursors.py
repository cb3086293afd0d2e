"""Cursors: where a page ended, as text for an address."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from dreamwindow.errors import InvalidQuery


def write_cursor(place: Sequence[int | str | float]) -> str:
    """A cursor to `read_cursor`, safe in an address."""
    return base64.urlsafe_b64encode(json.dumps(list(place), separators=(",", ":")).encode()).rstrip(b"=").decode()


def read_cursor(cursor: str, *kinds: type) -> list[int | str | float]:
    """The place, each part of its kind. Raises `InvalidQuery` for what we never wrote."""
    try:
        place = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _unknown(cursor) from error
    if not isinstance(place, list) or [type(part) for part in place] != list(kinds) or not all(map(_is_kept, place)):
        raise _unknown(cursor)
    return place


def _is_kept(part: int | str | float) -> bool:
    """Whether a database takes it."""
    if isinstance(part, str):
        return part.isascii() or not any("\ud800" <= char <= "\udfff" for char in part)
    return -(2**63) <= part < 2**63


def _unknown(cursor: str) -> InvalidQuery:
    return InvalidQuery(f"{cursor[:40]!r} is no cursor.", "Leave it out to begin with the first page.")
