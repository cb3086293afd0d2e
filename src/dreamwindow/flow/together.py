"""Together: what several bring is worked on in one go, once each of those who came has brought something, or left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

Brought = TypeVar("Brought")
Result = TypeVar("Result")
Work: TypeAlias = Callable[[Sequence[Brought]], Awaitable[Sequence[Result | Exception]]]
"""Works on all of it, in order. What fails for one alone stands in its place; what is raised failed for all."""


@dataclass(slots=True, eq=False)
class _Part:
    what: Any
    outcome: asyncio.Future[Any]


class Together:
    """``come``, at most once `bring`, and ``leave`` whatever happened. For one event loop.

    Work begins as soon as everybody inside has brought something; from then on nobody is let in. It is broken off when
    all who wait for it have gone.
    """

    def __init__(self) -> None:
        self.inside = 0
        self.is_open = True
        self._empty_handed = 0
        self._parts: list[_Part] = []
        self._work: Work[Any, Any] | None = None
        self._task: asyncio.Task[None] | None = None

    def come(self) -> None:
        """One more is inside, and waited for."""
        self.inside += 1
        self._empty_handed += 1

    async def bring(self, what: Brought, work: Work[Brought, Result]) -> Result:
        """What ``work`` makes of ``what``, and of all that the others bring: theirs is the same work.

        Raises what stands in its place, or what ``work`` raises.
        """
        part = _Part(what, asyncio.get_running_loop().create_future())
        self._parts.append(part)
        self._work = work
        self._empty_handed -= 1
        self._begin_if_all_are_there()
        outcome: Result | Exception = await part.outcome
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def leave(self, *, brought: bool) -> None:
        """One who came goes, and ``brought`` something or not. The last to go waits for work that is broken off."""
        self.inside -= 1
        if not brought:
            self._empty_handed -= 1
            self._begin_if_all_are_there()
        if self.inside == 0:
            self.is_open = False
            if self._task is not None and not self._task.done():
                await asyncio.wait({self._task})

    def _begin_if_all_are_there(self) -> None:
        waited_for = [part for part in self._parts if not part.outcome.done()]
        if not self.is_open or self._empty_handed or not waited_for:
            return
        self.is_open = False
        for part in waited_for:
            part.outcome.add_done_callback(self._break_off_for_nobody)
        self._task = asyncio.create_task(self._perform(waited_for), name=f"{len(waited_for)} together")

    async def _perform(self, parts: Sequence[_Part]) -> None:
        assert self._work is not None  # noqa: S101 - somebody brought something
        outcomes: Sequence[Any]
        try:
            outcomes = await self._work([part.what for part in parts])
            if len(outcomes) != len(parts):
                raise ValueError(f"{len(outcomes)} outcomes of {len(parts)}")
        except Exception as error:  # noqa: BLE001 - whoever waits for it hears of it
            outcomes = [error] * len(parts)
        except BaseException:  # it is broken off, or the program ends: nobody waits for what never comes
            for part in parts:
                part.outcome.cancel()
            raise
        for part, outcome in zip(parts, outcomes, strict=True):
            if not part.outcome.done():
                part.outcome.set_result(outcome)

    def _break_off_for_nobody(self, _: asyncio.Future[Any]) -> None:
        if self._task is not None and all(part.outcome.cancelled() for part in self._parts):
            self._task.cancel()
