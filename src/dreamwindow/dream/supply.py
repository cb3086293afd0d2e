"""Supply: how fast frames are made, learned from when each of them was ready.

An engine may make a keyframe in five seconds and the way to it in no time: frames come in bursts. What counts for the
show is the time that a whole burst takes, spread over its frames, and how long the next one can be waited for.
"""

from __future__ import annotations

SMOOTHING = 0.5
FORGETTING = 0.1
"""How soon a long wait is no longer reckoned with: this share of it a burst."""
MOST_AT_ONCE, LEAST_S = 3.0, 1 / 60
"""One long wait is an outage, many are a slow engine: what is learned grows by no more than this at a time."""


class Supply:
    """Hears of every frame, first `ready` and then `taken_in`; times are seconds of one monotonic clock.

    ``per_frame_s``: the making of a frame, averaged over whole bursts, each of which ends with a keyframe.
    ``longest_s``: the longest wait within a burst that is to be reckoned with. Each is ``None`` until a burst of the
    present kind was seen. Time in which a frame that is ready waits for room does not count.
    """

    def __init__(self) -> None:
        self.per_frame_s: float | None = None
        self.longest_s: float | None = None
        self._worked_from: float | None = None
        self._burst_s, self._burst_longest_s, self._burst_frames = 0.0, 0.0, 0
        self._between = False
        self._single = True

    def ready(self, now: float, *, keyframe: bool) -> None:
        """A frame is made; it may have to wait for room."""
        took_s = 0.0 if self._worked_from is None else now - self._worked_from
        self._burst_frames += 1
        self._burst_s += took_s
        self._burst_longest_s = max(self._burst_longest_s, took_s)
        self._between = not keyframe
        if self._between and self._single:  # the burst of a keyframe alone says nothing of one with a way to it
            self.per_frame_s, self._single = None, False
        if keyframe:
            self._burst_ends()

    def taken_in(self, now: float) -> None:
        """It has found room: the next one is worked at from now on."""
        self._worked_from = now

    def interrupted(self) -> None:
        """A pause, or an engine that is gone: the wait for the next frame is no sign of its pace."""
        self._worked_from = None
        self._burst_s, self._burst_longest_s, self._burst_frames = 0.0, 0.0, 0

    def wait_s(self, now: float) -> float | None:
        """How long until more frames come, as far as can be known; ``None`` in the middle of a burst."""
        if self._between or self._worked_from is None:
            return None
        return max(0.0, self._worked_from + (self.longest_s or 0.0) - now)

    def _burst_ends(self) -> None:
        self._single = self._burst_frames == 1
        self.per_frame_s = _learned(self.per_frame_s, self._burst_s / self._burst_frames)
        self.longest_s = _feared(self.longest_s, self._burst_longest_s)
        self._burst_s, self._burst_longest_s, self._burst_frames = 0.0, 0.0, 0


def _learned(known_s: float | None, seen_s: float) -> float:
    return seen_s if known_s is None else known_s + SMOOTHING * (_believed(known_s, seen_s) - known_s)


def _feared(known_s: float | None, seen_s: float) -> float:
    if known_s is None:
        return seen_s
    return _believed(known_s, seen_s) if seen_s > known_s else known_s + FORGETTING * (seen_s - known_s)


def _believed(known_s: float, seen_s: float) -> float:
    return min(seen_s, MOST_AT_ONCE * max(known_s, LEAST_S))
