"""Hysteresis: a reason holds at once, and until it has been gone for a while. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Hold:
    """What one probe holds the dream back with. ``gone_since``: when the reason was first missed, in seconds."""

    reason: str | None = None
    gone_since: float | None = None


NOTHING = Hold()


def settle(hold: Hold, reason: str | None, now: float, resume_after_s: float) -> Hold:
    """What holds after a reading at ``now`` (seconds) that gave ``reason``."""
    if reason is not None:
        return Hold(reason)
    if hold.reason is None:
        return NOTHING
    since = now if hold.gone_since is None else hold.gone_since
    return NOTHING if now - since >= resume_after_s else replace(hold, gone_since=since)


def next_look_s(hold: Hold, now: float, interval_s: float, resume_after_s: float) -> float:
    """How long to wait for the next reading: no longer than until a reason that is gone may be let go."""
    if hold.gone_since is None:
        return interval_s
    return min(interval_s, max(0.0, hold.gone_since + resume_after_s - now))
