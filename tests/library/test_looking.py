"""What pictures look like is found out as they come, but not while an embedder that rests shall be left alone."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.imaging.codec import encode_webp
from dreamwindow.library.library import Library
from dreamwindow.library.looking import STILL_S, Looking
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Roots
from tests.clock import VirtualClock
from tests.library.search.conftest import Shelf
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


def opened(folder: Path, embedder: Other) -> Library:
    places, roots = Places(folder), Roots([])
    return Library(LibraryOptions(places=places, roots=roots, create_embedder=lambda: embedder, now_ns=time.time_ns))


def fill(library: Library) -> None:
    """Pictures with a thumbnail, that nobody has seen."""
    shelf = Shelf(library.catalogue)
    for number in range(COUNT):
        library.store.write("s", shelf.put(), encode_webp(np.full((8, 8, 3), RED, np.uint8)), (number + 1) * 10**9)
