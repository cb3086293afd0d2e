"""Resting: the embedder gives back its memory when the dream is held back, and when nobody has needed it for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol, TypeAlias

from dreamwindow.flow.alongside import alongside

LOOK_S = 1.0
"""How often is looked whether the dream was held back. Games take longer to open."""
SOON_S = 60.0
"""While the dream is held back, what a person needed it for is over after so many seconds."""
AtRest: TypeAlias = Callable[[], bool]
"""Whether what nobody waits for shall stand still. Asked on the event loop."""


class Releasable(Protocol):
    """`Embedding`, as far as it is known here."""

    def release(self, unused_s: float) -> None:
        """Give back what it holds unless it was used within so many seconds. Blocks."""
        ...


def never() -> bool:
    """There is no dream that could be held back: an `AtRest`."""
    return False


@asynccontextmanager
async def resting(embedding: Releasable, idle_s: float | None, at_rest: AtRest = never) -> AsyncIterator[None]:
    """While the block runs: let go at once when ``at_rest`` begins, else after ``idle_s`` without use, if a number."""
    keeper = _Keeper(embedding, idle_s, at_rest)
    async with alongside(keeper.run(), name="embedder rests", end=keeper.end):
        yield


class _Keeper:
    def __init__(self, embedding: Releasable, idle_s: float | None, at_rest: AtRest) -> None:
        self._embedding = embedding
        self._idle_s = idle_s
        self._at_rest = at_rest
        self._over = asyncio.Event()

    async def run(self) -> None:
        """Until it is ended."""
        rested = False
        while not self._over.is_set():
            rests = self._at_rest()
            unused_s = 0.0 if rests and not rested else self._patience_s(rests=rests)
            rested = rests
            if unused_s is not None:
                await asyncio.to_thread(self._embedding.release, unused_s)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._over.wait()

    async def end(self) -> None:
        """Let `run` return."""
        self._over.set()

    def _patience_s(self, *, rests: bool) -> float | None:
        if not rests:
            return self._idle_s
        return SOON_S if self._idle_s is None else min(SOON_S, self._idle_s)
