"""The library beside a dream: nothing waits for it, and its faults are its own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from dreamwindow.compose.shelf import AGAIN_S, Shelf, shelf
from dreamwindow.config.load import load
from dreamwindow.errors import CatalogueUnusable, ConfigError
from dreamwindow.library.library import Library
from tests.clock import VirtualClock
from tests.server.bookshelf import fill


def a_library(folder: Path) -> Library:
    from dreamwindow.compose.library import library

    return library(load(None, environ={}, cwd=folder))


async def forever(_: Library) -> None:
    await asyncio.Event().wait()


async def test_it_is_kept_up_by_itself(tmp_path: Path) -> None:
    fill(tmp_path)
    async with shelf(load(None, environ={}, cwd=tmp_path)) as opened:
        library = await opened.library()
        with library.feed.subscribe() as changes:
            while (await library.stats()).images < 3:
                await changes.get()


async def test_what_cannot_be_opened_says_why_and_is_tried_again(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    tried: list[int] = []

    def create() -> Library:
        tried.append(1)
        if len(tried) == 1:
            raise ConfigError("The server is away.", "Start it.")
        return a_library(tmp_path)

    async with Shelf(create, forever, virtual_clock) as opened:
        with pytest.raises(CatalogueUnusable, match="The server is away"):
            await opened.library()
        await virtual_clock.sleep(AGAIN_S + 1)
        while len(tried) < 2:
            await virtual_clock.sleep(1)


async def test_a_fault_in_keeping_it_up_ends_neither_the_library_nor_the_rest(
    tmp_path: Path, virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    kept: list[Library] = []

    async def keep(library: Library) -> None:
        kept.append(library)
        if len(kept) == 1:
            raise RuntimeError("a bug")
        await forever(library)

    async with Shelf(lambda: a_library(tmp_path), keep, virtual_clock) as opened:
        library = await opened.library()
        while len(kept) < 2:
            await virtual_clock.sleep(AGAIN_S)
        assert kept == [library, library]
        assert (await library.stats()).images == 0
    assert "a bug" in caplog.text
