"""Which frames are recorded."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from dreamwindow.errors import ConfigError
from dreamwindow.model.frame import Frame

Kind = Literal["keyframes", "all", "every", "none"]
_MINUTE_US = 60_000_000
_NEAREST = 0.5
"""How close two recorded keyframes may follow each other, as a share of their mean distance at the highest rate."""


@dataclass(frozen=True, slots=True)
class RecordPolicy:
    """``kind`` and, for ``every``, one frame in how many."""

    kind: Kind
    every: int = 1

    def wants(self, frame: Frame) -> bool:
        """Whether this frame is meant, before any limit of rate."""
        if self.kind == "keyframes":
            return frame.keyframe
        return self.kind != "none" and (frame.number - 1) % self.every == 0

    def __str__(self) -> str:
        return f"every:{self.every}" if self.kind == "every" else self.kind


def parse_record(text: str) -> RecordPolicy:
    """``keyframes``, ``all``, ``every:N`` or ``none``. Raises `ConfigError` that says so."""
    words = text.strip().lower()
    if words in ("keyframes", "all", "none"):
        return RecordPolicy(words)  # type: ignore[arg-type]  # mypy does not narrow by `in`
    name, _, number = words.partition(":")
    if name == "every" and number.isascii() and number.isdigit() and int(number) > 0:
        return RecordPolicy("every", int(number))
    raise ConfigError(f"{text!r} does not say what to record.", "Allowed: keyframes, all, every:N (N from 1), none.")


class RateLimit:
    """At most ``most`` a minute, not all of them in its first seconds. Times in µs of one monotonic clock."""

    def __init__(self, most: float) -> None:
        self._most = most
        self._times: deque[int] = deque()

    def allows(self, at_us: int) -> bool:
        """Whether one more may be at ``at_us``; if so, it is counted."""
        while self._times and self._times[0] <= at_us - _MINUTE_US:
            self._times.popleft()
        if len(self._times) >= self._most:
            return False
        if self._times and at_us - self._times[-1] < _NEAREST * _MINUTE_US / self._most:
            return False
        self._times.append(at_us)
        return True
