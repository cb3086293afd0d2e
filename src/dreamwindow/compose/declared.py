"""What the config declares by name, each at work in a task of its own while somebody wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from dreamwindow.errors import UnknownName


class AtWork(Protocol):
    """One that is declared; ``task`` is ``None`` while it is not at work."""

    task: asyncio.Task[None] | None


S = TypeVar("S", bound=AtWork)


class DeclaredDesk(Generic[S]):
    """An asynchronous context manager: entering begins those that are to begin, leaving ends all.

    ``kind`` is the word for one of them; the config's group is ``live`` and that word's plural.
    """

    def __init__(self, kind: str, seen: Mapping[str, S]) -> None:
        self._kind = kind
        self._seen = seen
        self._stack = AsyncExitStack()
        self._tasks = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._tasks)
        self._stack.callback(self._end)
        self._begin_all()
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

    def _begin_all(self) -> None:
        """Begin those that are to begin at once."""
        raise NotImplementedError

    def _end(self) -> None:
        for seen in self._seen.values():
            if seen.task is not None:
                seen.task.cancel()
