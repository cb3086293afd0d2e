"""TokenBucket: so many at once, and so many a second after that."""

from __future__ import annotations

from collections.abc import Callable


class TokenBucket:
    """Holds at most ``burst`` tokens and gains ``per_second``; ``monotonic`` gives seconds."""

    def __init__(self, per_second: float, burst: float, monotonic: Callable[[], float]) -> None:
        self.per_second = per_second
        self.burst = burst
        self._monotonic = monotonic
        self._tokens = burst
        self._at = monotonic()

    def take(self) -> float:
        """Take a token: 0.0. If there is none nothing is taken: the seconds until there is one."""
        self._refill()
        if self._tokens < 1.0:
            return (1.0 - self._tokens) / self.per_second
        self._tokens -= 1.0
        return 0.0

    @property
    def full(self) -> bool:
        """Whether it has forgotten whoever took from it."""
        self._refill()
        return self._tokens >= self.burst

    def _refill(self) -> None:
        now = self._monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.per_second)
        self._at = now
