"""Thrift: what an overdrawn budget does to the dream. It goes slower, step by step, before it is held back. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dreamwindow.guard.look import Look

STEPS = (1.0, 2.0, 4.0)
"""So many times slower. A walk that takes longer than the last of them would look like a picture that stands still."""
SETTLE_S = 10.0
"""Seconds from one step to the next: what a step changed has to be seen first."""
GRACE_S = 60.0
"""Seconds in which going slower has to help."""
MARGIN = 0.9
"""Of its budget a dream that goes faster again may be expected to use so much."""


@dataclass(frozen=True, slots=True)
class Slowing:
    """How the dream goes: so many ``times`` slower than it could, at least 1, and ``why``, in words for a person."""

    times: float = 1.0
    why: str = ""


FULL = Slowing()


@dataclass(frozen=True, slots=True)
class Thrift:
    """Where one budget stands. ``step`` is a place in `STEPS`; times are seconds of one monotonic clock.

    ``over_since``: overdrawn without a break; ``spare_since``: going faster would not overdraw it.
    """

    step: int = 0
    why: str = ""
    stepped_at: float | None = None
    over_since: float | None = None
    spare_since: float | None = None

    @property
    def slowing(self) -> Slowing:
        """What it does to the dream."""
        return Slowing(STEPS[self.step], self.why) if self.step else FULL


UNTOUCHED = Thrift()


def weigh(thrift: Thrift, look: Look, now: float, faster_after_s: float, *, held: bool) -> Thrift:
    """What follows from a look at ``now``; ``held``: the dream is held back for this budget already.

    A step faster is taken when there has been room for it for ``faster_after_s``.
    """
    if _overdrawn(look):
        return _overspending(replace(thrift, spare_since=None), look, now)
    calm = replace(thrift, over_since=None)
    if held or not thrift.step or not _has_room(thrift, look):
        return replace(calm, spare_since=None)
    since = now if thrift.spare_since is None else thrift.spare_since
    if now - since < faster_after_s:
        return replace(calm, spare_since=since)
    return replace(calm, step=thrift.step - 1, stepped_at=now, spare_since=now)


def reason_to_hold(thrift: Thrift, look: Look, now: float, *, held: bool) -> str | None:
    """Why to hold back after this look: at once, or for a budget once it has been overdrawn for `GRACE_S`."""
    if not _overdrawn(look) or held:
        return look.reason
    lasts = thrift.over_since is not None and now - thrift.over_since >= GRACE_S
    return look.reason if lasts else None


def _overdrawn(look: Look) -> bool:
    return look.outcome == "slow"


def _overspending(thrift: Thrift, look: Look, now: float) -> Thrift:
    since = now if thrift.over_since is None else thrift.over_since
    settled = thrift.stepped_at is None or now - thrift.stepped_at >= SETTLE_S
    if thrift.step == len(STEPS) - 1 or not settled:
        return replace(thrift, over_since=since)
    return replace(thrift, step=thrift.step + 1, why=look.says, stepped_at=now, over_since=since)


def _has_room(thrift: Thrift, look: Look) -> bool:
    """Whether the budget would do for a step faster, were what is used to grow with the pace."""
    grown = (look.used or 0.0) * STEPS[thrift.step] / STEPS[thrift.step - 1]
    return grown <= MARGIN
