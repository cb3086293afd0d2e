"""While a dream goes on, what another embedder had seen is seen anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from dreamwindow.compose.reembedding import AGAIN_S, reembedding
from dreamwindow.compose.repertoire import Repertoire
from dreamwindow.compose.taste import Taste
from dreamwindow.config.load import load
from dreamwindow.dream.cache import Renewal
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste import TasteBook
from dreamwindow.imaging.codec import encode_png
from tests.clock import VirtualClock
from tests.dream.cache.test_renewal import COUNT, Toy, folder, opened, picture

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


async def test_a_like_that_cannot_be_seen_keeps_no_other_from_it(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    first, second = Toy("a"), Toy("bb")
    book = TasteBook(tmp_path, first.info)
    for number in (3, 4):
        (tmp_path / f"{number}.png").write_bytes(encode_png(picture(number)))
        book.like(f"{number}.png", Theme("fire"), first.embed([picture(number)])[0])
    second.refuses = 3
    taste = Taste(tmp_path, second, Repertoire(load(None, {}), virtual_clock), lambda likes: None)
    await taste.load()
    async with reembedding(None, taste, virtual_clock):
        await until(lambda: bool(taste.likes), virtual_clock)
    assert [like.picture for like in taste.book.strange] == ["3.png"]
