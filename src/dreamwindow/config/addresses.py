"""Addresses in the config: what of them is seen where the config is shown."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, PlainSerializer

from dreamwindow.sources.addresses import is_address, shown


def host_of(place: str) -> str:
    """Scheme and host: behind them stands the key of a stream. What is no address is all there."""
    if not is_address(place):
        return place
    scheme = place.partition("://")[0]
    try:
        return f"{scheme}://{urlsplit(place).hostname or ''}/…"
    except ValueError:
        return f"{scheme}://…"


_Place = Annotated[str, Field(min_length=1, max_length=2_000)]
Origin = Annotated[_Place, PlainSerializer(shown, when_used="json")]
"""Where pictures come from; shown without user, password and query."""
Target = Annotated[_Place, PlainSerializer(host_of, when_used="json")]
"""Where pictures go to; of an address only the host is shown."""
