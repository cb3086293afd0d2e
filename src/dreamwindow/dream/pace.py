"""Pace: how long each picture stays, whatever the engine's rate. Pure arithmetic."""

from __future__ import annotations

SMOOTHING = 0.5
RECOVERY = 0.9
LONGEST_S = 30.0


class Pace:
    """The display interval: 1 / rate while frames are at hand, and the engine's own pace when they run short.

    A buffer that empties slows the show a little at first, so that it need not stop; an engine slower than the display
    gets fades as long as its frames take.
    """

    def __init__(self, rate_hz: float, capacity: int) -> None:
        self.shortest_s = 1.0 / rate_hz
        self._capacity = capacity
        self._gap_s = self.shortest_s

    def set_rate(self, rate_hz: float) -> None:
        """Aim at another display rate from now on."""
        self.shortest_s = 1.0 / rate_hz
        self._gap_s = max(self._gap_s, self.shortest_s)

    def starved(self, gap_s: float) -> None:
        """The player had to wait: ``gap_s`` seconds passed between two frames.

        One long gap is an outage, many are a slow engine: the estimate at most doubles with each.
        """
        gap = min(max(gap_s, self.shortest_s), LONGEST_S, 3 * self._gap_s)
        self._gap_s += SMOOTHING * (gap - self._gap_s)

    def interval_s(self, buffered: int) -> float:
        """How long the frame that is taken now shall stay, with ``buffered`` more behind it."""
        if buffered == 0:
            return self._gap_s
        self._gap_s = max(self.shortest_s, self._gap_s * RECOVERY)
        fullness = min(1.0, 4 * buffered / self._capacity)  # below a quarter it begins to stretch, up to 1.5 times
        return max(self.shortest_s * (1.5 - 0.5 * fullness), min(self._gap_s, 2 * self.shortest_s))
