"""Conditional requests (RFC 9110, 13): whether somebody has this very answer already."""

from __future__ import annotations

from starlette.datastructures import Headers


def knows(headers: Headers, tag: str) -> bool:
    """Whether ``If-None-Match`` names ``tag``, which is quoted."""
    tags = headers.get("if-none-match")
    if tags is None:
        return False
    return tags.strip() == "*" or tag in (known.strip().removeprefix("W/") for known in tags.split(","))
