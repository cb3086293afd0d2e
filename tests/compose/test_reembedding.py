"""While a dream goes on, what another embedder had seen is seen anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from dreamwindow.compose.reembedding import AGAIN_S, reembedding
from dreamwindow.compose.taste import Taste
from dreamwindow.dream.cache import Renewal
from tests.clock import VirtualClock
from tests.dream.cache.test_renewal import COUNT, Toy, folder, opened

__all__ = ["folder"]


class NoTaste(Taste):
    """Nothing was liked."""

    def __init__(self) -> None:
        """Needs nothing."""
        self.reconsidered = 0

    async def renew_some(self) -> int:
        return 0

    async def reconsider(self) -> None:
        self.reconsidered += 1


async def until(holds: Callable[[], bool], clock: VirtualClock) -> None:
    async with asyncio.timeout(3600):
        while not holds():
            await clock.sleep(0.1)


async def test_all_is_seen_and_taste_hears_of_it(folder: Path, virtual_clock: VirtualClock) -> None:
    second, taste = Toy("bb"), NoTaste()
    cache = opened(folder, second)
    async with reembedding(Renewal(cache, second), taste, virtual_clock):
        await until(lambda: not cache.strange(1) and taste.reconsidered == 1, virtual_clock)
    assert len(cache) == COUNT


async def test_an_embedder_that_comes_back_is_asked_again(folder: Path, virtual_clock: VirtualClock) -> None:
    second = Toy("bb")
    second.is_away = True
    cache = opened(folder, second)
    async with reembedding(Renewal(cache, second), NoTaste(), virtual_clock):
        await virtual_clock.sleep(AGAIN_S / 2)
        second.is_away = False
        assert len(cache.strange(COUNT)) == COUNT
        await until(lambda: not cache.strange(1), virtual_clock)


async def test_with_nothing_strange_nothing_is_done(folder: Path, virtual_clock: VirtualClock) -> None:
    first, taste = Toy("a"), NoTaste()
    async with reembedding(Renewal(opened(folder, first), first), taste, virtual_clock):
        await virtual_clock.sleep(1)
    assert (first.batches, taste.reconsidered) == ([], 0)


async def test_a_dream_without_a_memory_has_nothing_to_see(virtual_clock: VirtualClock) -> None:
    taste = NoTaste()
    async with reembedding(None, taste, virtual_clock):
        await virtual_clock.sleep(1)
    assert taste.reconsidered == 0
