"""SystemMonitor: looks through every probe again and again, and says whether to hold back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.probe import Probe
from dreamwindow.flow.box import OneSlot
from dreamwindow.guard.hysteresis import NOTHING, Hold, next_look_s, settle
from dreamwindow.guard.look import Look, look_through
from dreamwindow.guard.threads import LooseThreads
from dreamwindow.guard.thrift import FULL, UNTOUCHED, Slowing, Thrift, reason_to_hold, weigh

_log = logging.getLogger(__name__)
TIMEOUT_S = 2.0
"""After so many seconds a look counts as failed; its probe is not asked again before it has come back."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One probe, and how long its reason must have been gone before it no longer holds, in seconds."""

    name: str
    probe: Probe
    resume_after_s: float


@dataclass(slots=True, eq=False)
class _Watching:
    watch: Watch
    woken: OneSlot[None] = field(default_factory=OneSlot)
    hold: Hold = NOTHING
    thrift: Thrift = UNTOUCHED
    look: Look | None = None


class SystemMonitor:
    """``async with`` it: each probe is looked through every ``interval_s``, in a thread, none waiting for another.

    A reason holds at once, and until it has been gone for its watch's ``resume_after_s``. A probe that fails, cannot
    see or does not answer within ``timeout_s`` gives no reason; that is logged when it begins. ``tell`` is called on
    the event loop whenever `reasons` or `slowing` has changed. Leaving waits no longer than ``timeout_s`` for a look
    that hangs.
    """

    def __init__(
        self,
        watches: Sequence[Watch],
        interval_s: float,
        clock: Clock,
        tell: Callable[[], None],
        *,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._watched = [_Watching(watch) for watch in watches]
        self._interval_s = interval_s
        self._timeout_s = timeout_s
        self._clock = clock
        self._tell = tell
        self._threads = LooseThreads()
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        for one in self._watched:
            self._tasks.append(self._group.create_task(self._keep_looking(one), name=f"probe {one.watch.name}"))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await self._group.__aexit__(None, None, None)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why to hold back now, each reason once, in the order of the watches."""
        return tuple(dict.fromkeys(one.hold.reason for one in self._watched if one.hold.reason is not None))

    @property
    def slowing(self) -> Slowing:
        """How slow the dream shall go now: as the budget wants that is overdrawn most."""
        return max((one.thrift.slowing for one in self._watched), key=lambda slowing: slowing.times, default=FULL)

    @property
    def looks(self) -> Mapping[str, Look]:
        """The newest look through each probe that has been looked through."""
        return {one.watch.name: one.look for one in self._watched if one.look is not None}

    def should_pause(self) -> str | None:
        """Why to hold back, or ``None``."""
        return ", ".join(self.reasons) or None

    def look_again(self, name: str) -> None:
        """Look through this probe now rather than when it is due; nothing if there is none of that name."""
        for one in self._watched:
            if one.watch.name == name:
                one.woken.put(None)

    async def _keep_looking(self, one: _Watching) -> None:
        pending: asyncio.Future[Look] | None = None
        try:
            while True:
                if pending is None or pending.done():
                    pending = asyncio.get_running_loop().run_in_executor(self._threads, look_through, one.watch.probe)
                await asyncio.wait([pending], timeout=self._timeout_s)
                self._saw(one, pending.result() if pending.done() else self._no_answer())
                await self._rest(one)
        finally:
            if pending is not None:
                await asyncio.wait([pending], timeout=self._timeout_s)
            _put_away(one.watch, pending)

    def _no_answer(self) -> Look:
        return Look("failed", f"no answer within {self._timeout_s:g} s")

    def _saw(self, one: _Watching, look: Look) -> None:
        before, decided = one.look, (self.reasons, self.slowing)
        one.look = look
        self._weigh(one, look)
        if before is None or before.outcome != look.outcome:
            level = logging.WARNING if look.outcome == "failed" else logging.DEBUG
            _log.log(level, "Probe %s: %s: %s", one.watch.name, look.outcome, look.says)
        if (self.reasons, self.slowing) != decided:
            self._tell()

    def _weigh(self, one: _Watching, look: Look) -> None:
        now, after_s, held = self._clock.monotonic(), one.watch.resume_after_s, one.hold.reason is not None
        one.thrift = weigh(one.thrift, look, now, after_s, held=held)
        one.hold = settle(one.hold, reason_to_hold(one.thrift, look, now, held=held), now, after_s)

    async def _rest(self, one: _Watching) -> None:
        """Until the next look is due, or somebody asks for one."""
        seconds = next_look_s(one.hold, self._clock.monotonic(), self._interval_s, one.watch.resume_after_s)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await one.woken.get()


def _put_away(watch: Watch, pending: asyncio.Future[Look] | None) -> None:
    """Close the probe, unless a thread is still in it: what that holds ends with the program."""
    if pending is not None and not pending.done():
        _log.warning("Probe %s still does not answer: it is left behind", watch.name)
        return
    try:
        watch.probe.close()
    except Exception as error:  # noqa: BLE001 - somebody else's code, and we are leaving
        _log.warning("Probe %s could not be closed: %s: %s", watch.name, type(error).__name__, error)
