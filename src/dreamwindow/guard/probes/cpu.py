"""The share of this machine's processors that the dream takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import psutil

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.guard.family import cpu_seconds
from dreamwindow.guard.processes import Ours


class CpuShare:
    """A budget: ``cpu_percent`` of all processors' time, of us, what we started, and a local server that we draw on."""

    def __init__(self, options: ProbeOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self._percent = options.cpu_percent
        self._ours = Ours(options.engine_port)
        self._clock = clock
        self._at = 0.0
        self._spent: Mapping[int, float] | None = None

    def read(self) -> Reading:
        """The share since the last reading, which the first one cannot know."""
        before, began = self._spent, self._at
        self._spent, self._at = cpu_seconds(self._ours()), self._clock()
        processors = psutil.cpu_count() or 1
        budget = f"a budget of {self._percent:g} % of {processors} processors"
        if before is None or self._at <= began:
            return Reading(f"{budget}, measured from the second look on", used=0.0)
        share = 100 * spent_since(before, self._spent) / ((self._at - began) * processors)
        over = "the dream takes more of the processors than it may" if share > self._percent else None
        return Reading(f"{share:.0f} % in use, of {budget}", over, share / self._percent)

    def close(self) -> None:
        """Nothing is held."""


def spent_since(before: Mapping[int, float], now: Mapping[int, float]) -> float:
    """Seconds of processor time between two accounts, by process; a process that is new has spent all of its own."""
    return sum(max(0.0, seconds - before.get(pid, 0.0)) for pid, seconds in now.items())
