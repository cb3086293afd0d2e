"""Doors: who is in, so that one address cannot take every place, and all can be shown out at the end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from dreamwindow.errors import DreamWindowError


class TooManySockets(DreamWindowError):
    """This address has as many sockets and streams open as one may have."""


class Doors:
    """Counts what stays open: WebSockets and streams. `close` asks all of them to leave, and lets nobody else in."""

    def __init__(self, per_address: int) -> None:
        self.per_address = per_address
        self.closing = asyncio.Event()
        self._inside: Counter[str] = Counter()
        self._empty = asyncio.Event()
        self._empty.set()

    @property
    def inside(self) -> int:
        """How many are in."""
        return self._inside.total()

    @contextmanager
    def entered(self, address: str) -> Iterator[None]:
        """A place for as long as the block lasts. Raises `TooManySockets`."""
        if self.closing.is_set() or self._inside[address] >= self.per_address:
            raise TooManySockets(
                f"{self.per_address} sockets are open from your address.", "Close one, or raise server.limits."
            )
        self._inside[address] += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._leave(address)

    def close(self) -> None:
        """Everybody out."""
        self.closing.set()

    async def emptied(self) -> None:
        """Wait until nobody is in."""
        await self._empty.wait()

    def _leave(self, address: str) -> None:
        self._inside[address] -= 1
        self._inside += Counter()  # drops what is zero
        if not self._inside:
            self._empty.set()
