"""Watcher: roots in, `Changed` out."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.sessions.watcher.changes import Changed
from dreamwindow.sessions.watcher.ears import Ears, Mode
from dreamwindow.sessions.watcher.filesystems import DEAF, Mount, is_deaf, mounts
from dreamwindow.sessions.watcher.settling import Settling

_BATCH_S = 0.05
"""What is heard together is told together."""
_AGAIN_S = 0.1
"""Until a picture that was not whole is looked at again."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class WatcherOptions:
    """``mode``: ``None`` lets the file system's type decide (``deaf``, ``mounts``), and what events miss.

    ``audit_s``: how often events are compared with the folders' times. ``patience_s``: after which a picture that does
    not change is told of although it has no end.
    """

    mode: Mode | None = None
    poll_interval_s: float = 0.25
    audit_s: float = 30.0
    patience_s: float = 2.0
    deaf: frozenset[str] = DEAF
    mounts: Callable[[], list[Mount]] = mounts


class Watcher:
    """An asynchronous context manager, and an asynchronous iterator without end. For one event loop.

    It listens from the moment of entering, so that a catch-up begun then misses nothing; what changed meanwhile is told
    after it, each folder once.

        async with Watcher([sessions]) as watcher:
            ...  # catch up
            async for changed in watcher:
                print(changed.folder, changed.names)
    """

    def __init__(
        self,
        roots: Sequence[Path],
        options: WatcherOptions = WatcherOptions(),
        *,
        clock: Clock = SystemClock(),  # noqa: B008 - it has no state
    ) -> None:
        self._roots = [root.absolute() for root in roots]
        self._options = options
        self._clock = clock
        self._settling = Settling(options.patience_s, clock.monotonic)
        self._ears: list[Ears] = []
        self._untold: dict[Path, set[str]] = defaultdict(set)
        self._heard, self._some_untold = asyncio.Event(), asyncio.Event()
        self._stack = AsyncExitStack()

    @property
    def modes(self) -> dict[Path, Mode]:
        """How each root is watched now."""
        return {ears.root: ears.mode for ears in self._ears}

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        known = await asyncio.to_thread(self._options.mounts)
        async with AsyncExitStack() as stack:
            for root in self._roots:
                mode = await asyncio.to_thread(self._mode, root, known)
                wake = partial(loop.call_soon_threadsafe, self._heard.set)
                ears = Ears(root, mode, self._settling, wake, self._clock.monotonic)
                stack.push_async_callback(asyncio.to_thread, ears.close)
                await asyncio.to_thread(ears.open)
                self._ears.append(ears)
            tasks = await stack.enter_async_context(asyncio.TaskGroup())
            for work in (self._settle(), *map(self._look, self._ears)):
                stack.callback(tasks.create_task(work, name="watcher").cancel)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(None, None, None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Changed:
        """The next folder in which something changed."""
        while not self._untold:
            self._some_untold.clear()
            await self._some_untold.wait()
        folder = next(iter(self._untold))
        return Changed(folder, frozenset(self._untold.pop(folder)))

    def _mode(self, root: Path, known: Sequence[Mount]) -> Mode:
        if self._options.mode is not None:
            return self._options.mode
        return Mode.POLLING if is_deaf(root, known, self._options.deaf) else Mode.NATIVE

    async def _look(self, ears: Ears) -> None:
        while True:
            polling = ears.mode is Mode.POLLING
            await self._clock.sleep(self._options.poll_interval_s if polling else self._options.audit_s)
            await asyncio.to_thread(ears.look)

    async def _settle(self) -> None:
        while True:
            await self._heard.wait()
            self._heard.clear()
            await self._clock.sleep(_BATCH_S)
            for changed in await asyncio.to_thread(self._settling.settled, _AT_ONCE):
                self._untold[changed.folder] |= changed.names
                self._some_untold.set()
            if not self._settling.is_empty:
                await self._clock.sleep(_AGAIN_S)
                self._heard.set()
