"""While it keeps up, what is made is known, and has its thumbnail; what goes is forgotten."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from dreamwindow.library.feed import LibraryEvent
from dreamwindow.library.indexing.indexer import GoOn
from dreamwindow.library.indexing.report import Report
from dreamwindow.library.keeping_up import keep_up
from dreamwindow.library.library import Library
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.library.search.query import Like, Query
from tests.library.pictures import write_manifest, write_picture

PATIENCE_S = 60


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "pictures").mkdir()
    roots = Roots([Root(name="pictures", path=tmp_path / "pictures")])
    places = Places(tmp_path / "library")
    return Library(LibraryOptions(places=places, roots=roots, workers=1, poll_interval_s=0.2, now_ns=time.time_ns))


@asynccontextmanager
async def kept_up(library: Library) -> AsyncIterator[None]:
    async with library, asyncio.TaskGroup() as tasks:
        keeping = tasks.create_task(keep_up(library))
        try:
            yield
        finally:
            keeping.cancel()


async def until(library: Library, holds: Callable[[], Awaitable[bool]]) -> None:
    """Look again whenever something changed, and now and then besides."""
    with library.feed.subscribe() as changes:
        async with asyncio.timeout(PATIENCE_S):
            while not await holds():
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await changes.get()


def there(path: Path, is_there: bool = True) -> Callable[[], Awaitable[bool]]:
    """Whether a file is."""

    async def look() -> bool:
        return await asyncio.to_thread(path.exists) == is_there

    return look


async def test_what_was_there_and_what_comes_is_known_and_has_its_thumbnail(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pictures" / "a"
    write_picture(folder / "1.png", 1, prompt="a red barn")
    thumbnails = tmp_path / "library" / "thumbnails" / "pictures.a"

    async def one_left() -> bool:
        return len((await library.images("pictures.a")).items) == 1

    async with kept_up(library):
        await until(library, there(thumbnails / "1.webp"))
        write_picture(folder / "2.png", 2, prompt="a blue barn")
        await until(library, there(thumbnails / "2.webp"))
        page = await library.search(Query(text="barn"))
        assert [image.name for image in page.items] == ["2.png", "1.png"]
        assert (await library.session("pictures.a")).images == 2
        (folder / "1.png").unlink()
        await until(library, there(thumbnails / "1.webp", False))
        await until(library, one_left)


async def test_a_thumbnail_that_was_handed_over_is_not_made_again(library: Library, tmp_path: Path) -> None:
    folder, store = tmp_path / "pictures" / "a", library.store
    write_picture(folder / "0.png", 0)
    thumbnails = tmp_path / "library" / "thumbnails" / "pictures.a"

    async def all_known() -> bool:
        return len((await library.images("pictures.a")).items) == 3

    async with kept_up(library):
        await until(library, there(thumbnails / "0.webp"))
        aside = write_picture(tmp_path / "aside.png", 1)
        other = (thumbnails / "0.webp").read_bytes()  # by which it is known again
        aside.rename(folder / "1.png")
        store.write("pictures.a", "1.png", other, (folder / "1.png").stat().st_mtime_ns)
        write_picture(folder / "2.png", 2)
        await until(library, all_known)
        await until(library, there(thumbnails / "2.webp"))
    assert store.read("pictures.a", "1.png") == other != store.read("pictures.a", "2.png")


async def test_what_comes_does_not_wait_until_a_large_library_is_read(library: Library, tmp_path: Path) -> None:
    folder, begun, released = tmp_path / "pictures" / "a", threading.Event(), threading.Event()
    thumbnails = tmp_path / "library" / "thumbnails" / "pictures.a"

    def read_for_long(go_on: GoOn) -> Report:
        begun.set()
        assert released.wait(PATIENCE_S)
        return Report()

    with patch.object(library.indexer, "catch_up", read_for_long):
        async with kept_up(library):
            await asyncio.to_thread(begun.wait, PATIENCE_S)
            write_picture(folder / "1.png", 1)
            await until(library, there(thumbnails / "1.webp"))
            released.set()


async def test_a_new_session_and_the_end_of_it_are_known(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pictures" / "dream"
    async with kept_up(library):
        with library.feed.subscribe() as changes:
            write_manifest(folder, status="running")
            write_picture(folder / "000001.png", 1)
            async with asyncio.timeout(PATIENCE_S):
                while (await library.sessions()).items == ():
                    await changes.get()
            (folder / "session.json").unlink()
            write_manifest(folder, status="completed")
            async with asyncio.timeout(PATIENCE_S):
                while (await library.session("pictures.dream")).status != "completed":
                    await changes.get()


async def test_pictures_are_found_by_their_look_after_a_while(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pictures" / "a"
    for shade in range(3):
        write_picture(folder / f"{shade}.png", shade)

    async def all_described() -> bool:
        return (await library.stats()).described == 3

    async with kept_up(library):
        with library.feed.subscribe() as changes:
            await until(library, all_described)
            told: list[LibraryEvent] = []
            async with asyncio.timeout(PATIENCE_S):
                while sum(event.described for event in told) < 3:
                    told += await changes.get()
        page = await library.search(Query(), Like("pictures.a", "2.png"))
        assert page.items[0].name == "2.png"
        assert len(page.items) == 3


async def test_without_watching_it_catches_up_and_checks(library: Library, tmp_path: Path) -> None:
    from dataclasses import replace

    write_picture(tmp_path / "pictures" / "a" / "1.png")
    unwatched = Library(replace(library.options, watch=False))
    async with kept_up(unwatched):
        await until(unwatched, there(tmp_path / "library" / "thumbnails" / "pictures.a" / "1.webp"))
