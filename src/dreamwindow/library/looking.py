"""Looking: what pictures look like is found out as they come, with rests, as long as it runs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from dreamwindow.contracts.embedder import RestingEmbedder
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.library.describing import AT_ONCE, Describer
from dreamwindow.library.feed import LibraryEvent
from dreamwindow.library.library import Library
from dreamwindow.library.roots import SessionKey

_log = logging.getLogger(__name__)
AGAIN_S = 30.0
"""After which what could not be described is tried again, if nothing new comes before."""
STILL_S = 2.0
"""How often is looked whether it may go on."""
_AT_ONCE_WHERE_IT_RESTS = 16
"""Whoever wants the memory that an embedder holds waits no longer than for so many pictures."""
_LONGEST_REST_S = 5.0
"""It rests as long as it works; the first batch may wait for the embedder to be loaded, which is no work of ours."""
_TOLD_EVERY = 1000
"""Pictures, while they are seen anew."""


class Looking:
    """For one event loop. While ``at_rest`` says so a `RestingEmbedder` is not asked for anything."""

    def __init__(self, library: Library, at_rest: Callable[[], bool]) -> None:
        self._library = library
        self._at_rest = at_rest
        self._new = asyncio.Event()
        self._told = 0

    def wake(self) -> None:
        """There are new pictures."""
        self._new.set()

    async def run(self) -> None:
        """Until it is cancelled. Raises what making the embedder raises."""
        library = self._library
        embedder = await library.in_thread(library.options.create_embedder)
        describer, rests = Describer(library.catalogue, library.store, embedder), isinstance(embedder, RestingEmbedder)
        while True:
            if rests and self._at_rest():
                await asyncio.sleep(STILL_S)
                continue
            self._new.clear()
            began = time.monotonic()
            if await self._some(describer, _AT_ONCE_WHERE_IT_RESTS if rests else AT_ONCE):
                await asyncio.sleep(min(time.monotonic() - began, _LONGEST_REST_S))
            else:
                await self._until_there_are_more(describer)

    async def _some(self, describer: Describer, most: int) -> Mapping[SessionKey, int]:
        try:
            some = await self._library.in_sight(describer.describe_some, most)
        except EmbedderUnavailable as error:
            _log.warning("What pictures look like is not found out for now: %s", error)
            return {}
        for session, described in some.items():
            self._library.feed.put(LibraryEvent(session=session, described=described))
        self._tell(describer.seen_anew, _TOLD_EVERY if some else 1)
        return some

    async def _until_there_are_more(self, describer: Describer) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(AGAIN_S):
                await self._new.wait()
        describer.begin_again()

    def _tell(self, seen_anew: int, every: int) -> None:
        if seen_anew - self._told >= every:
            self._told = seen_anew
            _log.info("Library: %d pictures that another embedder had seen are seen anew", seen_anew)
