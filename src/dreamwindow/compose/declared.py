"""What the config declares by name, each at work in a task of its own while somebody wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from dreamwindow.errors import UnknownName


class Declared(Protocol):
    """What is read of its part of the config."""

    @property
    def name(self) -> str:
        """What it is called in addresses."""
        ...

    @property
    def starts(self) -> bool:
        """Whether it begins with the server."""
        ...


class Seen(Protocol):
    """One that is declared, as others see it; ``task`` is ``None`` while it is not at work."""

    task: asyncio.Task[None] | None

    @property
    def config(self) -> Declared:
        """Its part of the config."""
        ...

    def rest(self) -> None:
        """It is not at work any more."""
        ...


S = TypeVar("S", bound=Seen)


class DeclaredDesk(Generic[S]):
    """An asynchronous context manager: entering begins those that are to begin, leaving ends all.

    ``kind`` is the word for one of them; the config's group is ``live`` and that word's plural.
    """

    def __init__(self, kind: str, declared: Sequence[S]) -> None:
        self._kind = kind
        self._seen = {seen.config.name: seen for seen in declared}
        self._stack = AsyncExitStack()
        self._tasks = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._tasks)
        self._stack.callback(self._end)
        for seen in self.all:
            if seen.config.starts:
                self._begin(seen)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(None, None, None)

    @property
    def all(self) -> list[S]:
        """Those that are declared, in their order."""
        return list(self._seen.values())

    def find(self, name: str) -> S:
        """Raises `UnknownName`."""
        try:
            return self._seen[name]
        except KeyError:
            known = ", ".join(self._seen) or f"none; the config declares them under live.{self._kind}s"
            raise UnknownName(f"There is no {self._kind} {name[:40]!r}.", f"There is: {known}.") from None

    async def stop(self, name: str) -> S:
        """End it, and wait until it has ended; nothing happens if it has. Raises `UnknownName`."""
        seen = self.find(name)
        if (task := seen.task) is not None:
            task.cancel()
            await asyncio.wait([task])
        return seen

    def _work(self, seen: S) -> Coroutine[None, None, None]:
        """What one does until it has ended, or is cancelled."""
        raise NotImplementedError

    def _begin(self, seen: S) -> None:
        """Let it work, which it does not."""
        task = self._tasks.create_task(self._work(seen), name=f"{self._kind} {seen.config.name}")
        seen.task = task
        task.add_done_callback(lambda _: self._ended(seen))

    def _ended(self, seen: S) -> None:
        seen.task = None
        seen.rest()

    def _end(self) -> None:
        for seen in self._seen.values():
            if seen.task is not None:
                seen.task.cancel()
