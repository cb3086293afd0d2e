"""OneSlot: the newest thing, and nothing older."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")


class Closed(Exception):
    """Nothing will come any more."""


class OneSlot(Generic[T]):
    """A box for one item: a newer one replaces one that nobody took. For one taker, on one event loop."""

    def __init__(self) -> None:
        self.dropped = 0
        self._items: list[T] = []
        self._ready = asyncio.Event()
        self._closed = False

    def put(self, item: T) -> None:
        """Never waits; what was there is dropped and counted."""
        if self._closed:
            return
        self.dropped += len(self._items)
        self._items = [item]
        self._ready.set()

    async def get(self) -> T:
        """Wait for an item and take it. Raises `Closed` when the box is closed and empty."""
        while not self._items:
            if self._closed:
                raise Closed
            self._ready.clear()
            await self._ready.wait()
        return self._items.pop()

    def close(self) -> None:
        """What is in the box can still be taken."""
        self._closed = True
        self._ready.set()
