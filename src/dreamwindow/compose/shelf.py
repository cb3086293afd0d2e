"""Shelf: the library beside whatever else runs. Nothing waits for it but who asks for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dreamwindow.compose.resting import AtRest, never
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.embedder import EmbedderFactory
from dreamwindow.errors import CatalogueUnusable, DreamWindowError

if TYPE_CHECKING:  # it loads a database toolkit, which takes longer than the first picture does
    from dreamwindow.config.load import Loaded
    from dreamwindow.library.library import Library

_log = logging.getLogger(__name__)
PATIENCE_S = 30.0
"""How long who asks waits for a library that is still opening."""
AGAIN_S = 30.0
"""After which what failed is tried again."""
_OPENING = CatalogueUnusable("The library is still opening.", "Try again in a minute.")


class Shelf:
    """An asynchronous context manager. Entering returns at once; leaving closes the library. For one event loop.

    ``create`` makes the library, in a thread; ``keep`` keeps it up until it is cancelled. What cannot be opened (a
    database server that is away) is tried again every `AGAIN_S`.
    """

    def __init__(
        self, create: Callable[[], Library], keep: Callable[[Library], Awaitable[None]], clock: Clock | None = None
    ) -> None:
        self._create = create
        self._keep = keep
        self._clock = clock or SystemClock()
        self._library: Library | None = None
        self._trouble: DreamWindowError = _OPENING
        self._known = asyncio.Event()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        tasks = await self._stack.enter_async_context(asyncio.TaskGroup())
        self._stack.callback(tasks.create_task(self._stand(), name="library").cancel)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(None, None, None)

    async def library(self) -> Library:
        """The library, once it is open. Raises `CatalogueUnusable` with the reason why it is not."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._known.wait()
        except TimeoutError:
            pass
        if self._library is None:
            raise CatalogueUnusable(self._trouble.message, self._trouble.remedy)
        return self._library

    async def _stand(self) -> None:
        while True:
            try:
                await self._open()
            except (DreamWindowError, OSError) as error:
                self._trouble = _said(error)
                self._known.set()
                _log.warning("There is no library for now: %s", error)
            await self._clock.sleep(AGAIN_S)

    async def _open(self) -> None:
        async with await asyncio.to_thread(self._create) as library:
            self._library = library
            self._known.set()
            try:
                await self._keep_up(library)
            finally:
                self._library = None

    async def _keep_up(self, library: Library) -> None:
        """It can be looked at even while it cannot be kept up."""
        while True:
            try:
                await self._keep(library)
            except Exception:  # noqa: BLE001 - logged whole; a dream does not end because its library has a fault
                _log.exception("The library is not kept up; again in %.0f s", AGAIN_S)
            await self._clock.sleep(AGAIN_S)


def shelf(
    loaded: Loaded,
    clock: Clock | None = None,
    create_embedder: EmbedderFactory | None = None,
    at_rest: AtRest = never,
) -> Shelf:
    """The library of the settings, kept up; while ``at_rest`` an embedder that rests, too, is not kept at work.

    ``create_embedder`` as for `compose.library.library`.
    """

    def create() -> Library:
        from dreamwindow.compose.library import library

        return library(loaded, create_embedder)

    async def keep(library: Library) -> None:
        from dreamwindow.library.keeping_up import keep_up

        await keep_up(library, at_rest)

    return Shelf(create, keep, clock)


def _said(error: DreamWindowError | OSError) -> DreamWindowError:
    if isinstance(error, DreamWindowError):
        return error
    return CatalogueUnusable(f"The library cannot be opened: {error}.", "It is tried again.")
