"""What is counted of one client: frames, drops by cause, and how long each stage took."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Cause = Literal["waited", "unacknowledged", "unreadable", "engine"]
"""Why a frame was dropped: a newer one came while it waited for the engine, or while the one before was on its way
back; it could not be read; the engine could not make it."""
Stage = Literal["wait", "decode", "engine", "encode"]
STAGES: tuple[Stage, ...] = ("wait", "decode", "engine", "encode")
REMEMBERED = 240
WINDOW_S = 4.0


class Rate:
    """How often something happened over the last `WINDOW_S` seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._times: deque[float] = deque(maxlen=1_000)

    def count(self) -> None:
        """It happened."""
        self._times.append(self._monotonic())

    def per_second(self) -> float:
        """Times a second."""
        now = self._monotonic()
        while self._times and now - self._times[0] > WINDOW_S:
            self._times.popleft()
        if len(self._times) < 2:
            return float(len(self._times)) / WINDOW_S
        return (len(self._times) - 1) / max(1e-6, self._times[-1] - self._times[0])


@dataclass(frozen=True, slots=True)
class Spread:
    """Of the last few hundred frames, in ms."""

    p50: float
    p95: float


@dataclass(slots=True, eq=False)
class Tally:
    """One client's figures. ``styled`` counts what the engine made, ``delivered`` what was sent."""

    monotonic: Callable[[], float]
    drops: Counter[Cause] = field(default_factory=Counter)
    _times: dict[Stage, deque[float]] = field(default_factory=dict)
    styled: Rate = field(init=False)
    delivered: Rate = field(init=False)

    def __post_init__(self) -> None:
        self.styled, self.delivered = Rate(self.monotonic), Rate(self.monotonic)

    def took(self, stage: Stage, ms: float) -> None:
        """A stage of one frame took so long."""
        self._times.setdefault(stage, deque(maxlen=REMEMBERED)).append(ms)

    def spread(self, stage: Stage) -> Spread | None:
        """The stage's median and 95th percentile; ``None`` before the first frame."""
        times = sorted(self._times.get(stage, ()))
        return Spread(_at(times, 0.5), _at(times, 0.95)) if times else None


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
