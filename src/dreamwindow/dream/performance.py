"""PerformanceMonitor: how long pictures take."""

from __future__ import annotations

from collections import deque

import numpy as np

WINDOW = 256
SMOOTHING = 0.1


class PerformanceMonitor:
    """Times of the last `WINDOW` pictures, in seconds; ``None`` before the first."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=WINDOW)
        self.ema_s: float | None = None

    def record(self, seconds: float) -> None:
        """Add one."""
        self._times.append(seconds)
        self.ema_s = seconds if self.ema_s is None else self.ema_s + SMOOTHING * (seconds - self.ema_s)

    @property
    def last_s(self) -> float | None:
        """The newest."""
        return self._times[-1] if self._times else None

    def quantile_s(self, q: float) -> float | None:
        """``q`` in [0, 1]: .5 is the median."""
        return float(np.quantile(self._times, q)) if self._times else None

    @property
    def p50_s(self) -> float | None:
        """The median."""
        return self.quantile_s(0.5)

    @property
    def p95_s(self) -> float | None:
        """Only one in twenty took longer."""
        return self.quantile_s(0.95)

    def __str__(self) -> str:
        """For a line of a log: milliseconds."""
        named = (("last", self.last_s), ("mean", self.ema_s), ("p50", self.p50_s), ("p95", self.p95_s))
        return ", ".join(f"{name} {seconds * 1e3:.0f} ms" for name, seconds in named if seconds is not None)
