"""What pictures look like is found out as they come, but not while an embedder that rests shall be left alone."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging.codec import encode_webp
from dreamwindow.library.library import Library
from dreamwindow.library.looking import STILL_S, Looking
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Roots
from dreamwindow.library.search.query import Query
from tests.clock import VirtualClock
from tests.library.search.conftest import MeanColour, Shelf
from tests.library.search.test_said import Reader
from tests.library.test_strangers import RED, Other

COUNT = 20


class Resting(Other):
    """Holds something that others could use."""

    def release(self, unused_s: float = 0.0) -> None:
        """Nothing, really."""


@pytest.mark.parametrize(("embedder", "meanwhile"), [(Resting(), []), (Other(), [COUNT])], ids=["resting", "control"])
async def test_one_that_rests_is_asked_for_nothing_while_the_dream_is_at_rest(
    embedder: Other, meanwhile: list[int], tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    rests = True
    async with opened(tmp_path, embedder) as library, asyncio.TaskGroup() as tasks:
        await asyncio.to_thread(fill, library)
        looking = tasks.create_task(Looking(library, lambda: rests).run())
        await virtual_clock.sleep(3600)
        assert embedder.batches == meanwhile
        rests = False
        await virtual_clock.sleep(STILL_S + 60)
        assert sum(embedder.batches) == COUNT
        looking.cancel()


class Loading(Reader):
    """Answers nothing before it is ``loaded``."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.loaded = threading.Event()

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.loaded.wait(60)
        return super().embed_words(texts)


async def test_nobody_waits_with_those_who_wait_for_an_embedder_that_is_loaded(tmp_path: Path) -> None:
    embedder = Loading()
    async with opened(tmp_path, embedder) as library, asyncio.TaskGroup() as tasks:
        with ExitStack() as stack:
            stack.callback(embedder.loaded.set)
            asked = [tasks.create_task(library.search(Query(text="shows:fire"))) for _ in range(8)]
            assert await asyncio.to_thread(embedder.asked.wait, 60)
            async with asyncio.timeout(30):
                assert (await library.search(Query(text="fire"))).items == ()
                assert (await library.stats()).images == 0
            assert not any(search.done() for search in asked)


def opened(folder: Path, embedder: MeanColour) -> Library:
    places, roots = Places(folder), Roots([])
    return Library(LibraryOptions(places=places, roots=roots, create_embedder=lambda: embedder, now_ns=time.time_ns))


def fill(library: Library) -> None:
    """Pictures with a thumbnail, that nobody has seen."""
    shelf = Shelf(library.catalogue)
    for number in range(COUNT):
        library.store.write("s", shelf.put(), encode_webp(np.full((8, 8, 3), RED, np.uint8)), (number + 1) * 10**9)
