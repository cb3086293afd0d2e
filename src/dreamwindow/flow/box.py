"""Boxes between who gives and who takes: the newest things, and nothing older."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Closed(Exception):
    """Nothing will come any more."""


class Newest(Generic[T]):
    """A box for the newest ``size`` items, taken in their order: one more pushes the oldest out.

    For one taker, on one event loop.
    """

    def __init__(self, size: int) -> None:
        self.dropped = 0
        self._items: deque[T] = deque(maxlen=size)
        self._ready = asyncio.Event()
        self._closed = False

    def put(self, item: T) -> None:
        """Never waits; what is pushed out is counted."""
        if self._closed:
            return
        self.dropped += len(self._items) == self._items.maxlen
        self._items.append(item)
        self._ready.set()

    async def get(self) -> T:
        """Wait for an item and take it. Raises `Closed` when the box is closed and empty."""
        await self.filled()
        return self._items.popleft()

    async def filled(self) -> None:
        """Wait until there is an item, for who takes it later: it may be a newer one then. Raises `Closed`."""
        while not self._items:
            if self._closed:
                raise Closed
            self._ready.clear()
            await self._ready.wait()

    def close(self) -> None:
        """What is in the box can still be taken."""
        self._closed = True
        self._ready.set()


class OneSlot(Newest[T]):
    """A box for one item: a newer one replaces one that nobody took."""

    def __init__(self) -> None:
        super().__init__(1)
