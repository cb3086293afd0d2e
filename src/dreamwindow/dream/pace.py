"""Pace: how long each picture stays, and how many are kept at hand, whatever the engine's rate. Pure arithmetic."""

from __future__ import annotations

import math

from dreamwindow.dream.supply import Supply

SMOOTHING = 0.5
RECOVERY = 0.9
LONGEST_S = 30.0
LEAST_STRETCH, MOST_STRETCH = 0.75, 1.5
"""How far a frame may stay from the engine's own pace, so that what is at hand lasts until more come."""
MOST_BYTES = 256 * 2**20
"""Of pictures kept at hand, beyond what was asked for."""


class Pace:
    """The display interval: 1 / rate while frames come as fast, and the engine's own pace when they do not.

    A buffer that empties slows the show a little at first, so that it need not stop. What an engine slower than the
    display makes in bursts is spread over the time until the next burst; for that `room` may be more than the
    ``capacity`` asked for. What is slowed down stays longer by as much, at whatever pace; the engine waits meanwhile.
    """

    def __init__(self, rate_hz: float, capacity: int) -> None:
        self.shortest_s = 1.0 / rate_hz
        self.supply = Supply()
        self._capacity = capacity
        self._slowed = 1.0
        self._gap_s = self.shortest_s

    def set_rate(self, rate_hz: float) -> None:
        """Aim at another display rate from now on."""
        self.shortest_s = 1.0 / rate_hz
        self._gap_s = max(self._gap_s, self.shortest_s)

    def slow_down(self, times: float) -> None:
        """Let each picture stay so many times longer than it would; at least 1."""
        self._slowed = times

    def starved(self, gap_s: float) -> None:
        """The player had to wait: ``gap_s`` seconds passed between two frames.

        One long gap is an outage, many are a slow engine: the estimate at most doubles with each.
        """
        gap = min(max(gap_s / self._slowed, self.shortest_s), LONGEST_S, 3 * self._gap_s)
        self._gap_s += SMOOTHING * (gap - self._gap_s)

    def interval_s(self, buffered: int, now: float) -> float:
        """How long the frame that is taken now shall stay, with ``buffered`` more behind it."""
        return self._slowed * self._at_full_pace_s(buffered, now)

    def _at_full_pace_s(self, buffered: int, now: float) -> float:
        if buffered == 0:
            return max(self._gap_s, self._spread_s(0, now))
        self._gap_s = max(self.shortest_s, self._gap_s * RECOVERY)
        fullness = min(1.0, 4 * buffered / self._capacity)  # below a quarter it begins to stretch, up to 1.5 times
        stretched = max(self.shortest_s * (1.5 - 0.5 * fullness), min(self._gap_s, 2 * self.shortest_s))
        return max(stretched, self._spread_s(buffered, now))

    def room(self, frame_bytes: int) -> int:
        """Frames to keep at hand at most, so that the show can last through the longest wait for the next burst."""
        wanted = math.ceil((self.supply.longest_s or 0.0) / self.shortest_s) + 1
        return max(self._capacity, min(wanted, MOST_BYTES // max(1, frame_bytes)))

    def _spread_s(self, buffered: int, now: float) -> float:
        """The engine's own pace, bent so that this frame and those behind it last until more come; 0 if it is fast."""
        average = self.supply.per_frame_s
        if average is None or average <= self.shortest_s:
            return 0.0
        wait = self.supply.wait_s(now)
        even = average if wait is None else wait / (buffered + 1)
        return min(LONGEST_S, max(LEAST_STRETCH * average, min(even, MOST_STRETCH * average)))
