"""Ranges (RFC 9110, 14): one that is not understood is ignored, and the whole is answered."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

MOST = 20
"""Who asks for more parts at once gets the whole."""
_PART = re.compile(r"(\d{0,18})-(\d{0,18})", re.ASCII)


class UnderstoodRanges:
    """Takes away a ``Range`` in another unit than bytes, or that says nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the app, as if what is not understood had not been said."""
        if scope["type"] == "http" and not all(map(is_understood, Headers(scope=scope).getlist("range"))):
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] != b"range"]}
        await self.app(scope, receive, send)


def is_understood(said: str) -> bool:
    """Whether it names bytes: ``bytes=0-99, 200-, -50``, the first no later than the last."""
    unit, _, parts = said.partition("=")
    asked = [part.strip() for part in parts.split(",")]
    return unit.strip().lower() == "bytes" and len(asked) <= MOST and all(map(_is_part, asked))


def _is_part(said: str) -> bool:
    if (found := _PART.fullmatch(said)) is None or said == "-":
        return False
    first, last = found.groups()
    return not first or not last or int(first) <= int(last)
