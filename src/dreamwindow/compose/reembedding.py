"""Re-embedding: what was kept under another embedder is seen anew while the dream goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from dreamwindow.compose.resting import LOOK_S, AtRest, never
from dreamwindow.compose.taste import Taste
from dreamwindow.contracts.clock import Clock
from dreamwindow.dream.cache import Renewal
from dreamwindow.errors import EmbedderUnavailable, StorageError
from dreamwindow.flow.alongside import alongside

_log = logging.getLogger(__name__)
REST = 2.0
"""It rests so many times as long as it works: the dream is in no hurry to remember."""
LONGEST_REST_S = 5.0
"""The first batch waits for the embedder to be loaded, which is no work of ours."""
AGAIN_S = 30.0
"""After which an embedder that was away, or a disk that would not, is tried again."""
_TOLD_EVERY = 100


@asynccontextmanager
async def reembedding(
    memories: Renewal | None, taste: Taste, clock: Clock, at_rest: AtRest = never
) -> AsyncIterator[None]:
    """While the block runs: the likes first, of which there are few, then the memories, a few at a time.

    While ``at_rest`` says so nothing is done.
    """
    work = _Work(memories, taste, clock, at_rest)
    async with alongside(work.run(), name="see anew", end=work.end):
        yield


class _Work:
    def __init__(self, memories: Renewal | None, taste: Taste, clock: Clock, at_rest: AtRest) -> None:
        self._memories = memories
        self._taste = taste
        self._clock = clock
        self._at_rest = at_rest
        self._over = asyncio.Event()
        self._done = 0

    async def run(self) -> None:
        """Until all is seen. The first pictures go first: by then it is known, too, whether a game runs."""
        await self._rest(LONGEST_REST_S)
        while not self._over.is_set():
            if self._at_rest():
                await self._rest(LOOK_S)
                continue
            began = self._clock.monotonic()
            try:
                seen = await self._some()
            except (EmbedderUnavailable, OSError, StorageError) as error:
                if not self._over.is_set():
                    _log.warning("What was kept cannot be seen anew for now: %s", error)
                await self._rest(AGAIN_S)
                continue
            if not seen:
                break
            self._tell(seen)
            await self._rest(min(REST * (self._clock.monotonic() - began), LONGEST_REST_S))
        if self._done:
            await self._taste.reconsider()
            _log.info("All %d that another embedder had seen are seen anew", self._done)

    async def end(self) -> None:
        """Soon: what is being seen is seen and written first, as nobody may write in the cache after it is closed."""
        self._over.set()

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()

    async def _some(self) -> int:
        seen = await self._taste.renew_some()
        if seen or self._memories is None:
            return seen
        return await asyncio.to_thread(self._memories.some)

    def _tell(self, seen: int) -> None:
        before, self._done = self._done, self._done + seen
        if before // _TOLD_EVERY != self._done // _TOLD_EVERY:
            _log.info("%d of what another embedder had seen are seen anew so far", self._done)
