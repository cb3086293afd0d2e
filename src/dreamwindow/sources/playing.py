"""Playing: a source's pictures at their times, whatever the source does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Literal

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.source import AtEnd, Source, SourcePicture
from dreamwindow.errors import SourceFailed, UserError
from dreamwindow.flow.backoff import Backoff
from dreamwindow.model.frame import Pixels

_log = logging.getLogger(__name__)
State = Literal["opening", "playing", "waiting", "ended"]
LATE_S = 0.5
"""A picture that is later than that is shown at once, and those after it are timed from there."""
CLOSE_S = 1.0
"""How long a source is waited for when it closes: one that hangs in a network ends when its patience does."""
LEAST_S = 0.1
"""A turn of a source that has but a picture takes at least so long."""


@dataclass(slots=True)
class Progress:
    """How it goes: ``says`` why it waits."""

    state: State = "opening"
    says: str | None = None
    pictures: int = 0
    turns: int = 0
    failures: int = 0

    def failed(self, says: str) -> None:
        """It is tried again later."""
        self.state, self.says = "waiting", says
        self.failures += 1


class Playing:
    """Opens what ``make`` gives, in a thread of its own, and hands each picture to ``show`` when it is due.

    A source that fails is opened again after 1 s, 2 s, ... 30 s; one that ends is begun ``again`` or that is all. One
    that is to begin again and gives nothing has failed. ``progress`` goes on from what it was.
    """

    def __init__(
        self, name: str, make: Callable[[], Source], at_end: AtEnd, clock: Clock, show: Callable[[Pixels], None],
        progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self.progress = progress or Progress()
        self._name = name
        self._make = make
        self._at_end = at_end
        self._clock = clock
        self._show = show
        self._backoff = Backoff()

    async def run(self) -> None:
        """Until it has ended, or is cancelled."""
        while True:
            began, given = self._clock.monotonic(), self.progress.pictures
            try:
                await self._turn()
                if self._at_end == "again" and self.progress.pictures == given:
                    raise SourceFailed("It came to its end without a picture.", "Look at what it reads.")
            except UserError as error:
                await self._wait(error)
                continue
            self.progress.turns += 1
            if self._at_end == "stop":
                self.progress.state = "ended"
                _log.info("Source %s: that was all", self._name)
                return
            await self._clock.sleep(began + LEAST_S - self._clock.monotonic())

    async def _turn(self) -> None:
        """From its first picture to its last. Raises `SourceFailed`."""
        async with self._opened() as read:
            began: float | None = None
            while (picture := await read()) is not None:
                if picture.at_s is not None:
                    began = await self._due(picture.at_s, began)
                self._show(picture.pixels)
                self._well()

    async def _due(self, at_s: float, began: float | None) -> float:
        now = self._clock.monotonic()
        if began is None or now - (began + at_s) > LATE_S:
            return now - at_s
        await self._clock.sleep(began + at_s - now)
        return began

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Callable[[], Awaitable[SourcePicture | None]]]:
        thread = ThreadPoolExecutor(1, thread_name_prefix=f"source {self._name}")
        loop = asyncio.get_running_loop()
        reader = _Reader(self._make)
        try:
            await loop.run_in_executor(thread, reader.open)
            yield lambda: loop.run_in_executor(thread, reader.read)
        finally:
            closing = loop.run_in_executor(thread, reader.close)
            thread.shutdown(wait=False)
            await asyncio.wait([closing], timeout=CLOSE_S)

    def _well(self) -> None:
        progress = self.progress
        progress.pictures += 1
        if progress.state != "playing":
            _log.info("Source %s plays", self._name)
            progress.state, progress.says = "playing", None
            self._backoff.succeeded()

    async def _wait(self, error: UserError) -> None:
        wait_s = self._backoff.failed()
        self.progress.failed(error.message)
        _log.warning("Source %s: %s Again in %g s", self._name, error.message, wait_s)
        await self._clock.sleep(wait_s)


class _Reader:
    """A source in its thread. What somebody else's code raises is `SourceFailed`."""

    def __init__(self, make: Callable[[], Source]) -> None:
        self._make = make
        self._source: Source | None = None

    def open(self) -> None:
        with _failing():
            source = self._make()
            source.__enter__()
            self._source = source

    def read(self) -> SourcePicture | None:
        with _failing():
            return self._source.read() if self._source is not None else None

    def close(self) -> None:
        if self._source is None:
            return
        try:
            with _failing():
                self._source.__exit__(None, None, None)
        except UserError as error:
            _log.warning("A source could not be closed: %s", error)


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        raise SourceFailed(f"{type(error).__name__}: {error}") from error
