"""How far the picture at work is, told now and then: what is soon done needs no telling."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import Progress

INTERVAL_S = 0.5


class ProgressReport:
    """``with ProgressReport(clock, tell) as report:`` passes on what `hear` is told, every `INTERVAL_S` at most.

    A picture that is made in less says nothing, and nothing is said once the block is left, however late an engine
    speaks.
    """

    def __init__(self, clock: Clock, tell: Callable[[Progress], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._told_at = clock.monotonic()
        self._over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True

    def hear(self, progress: Progress) -> None:
        """An engine's `OnEvent`, called on the event loop."""
        now = self._clock.monotonic()
        if not self._over and now - self._told_at >= INTERVAL_S:
            self._told_at = now
            self._tell(progress)
