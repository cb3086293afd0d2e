"""A budget of processor time and the real act: fewer pictures, evenly, before it is held back; and back again."""

from __future__ import annotations

import os
from collections.abc import Mapping

import psutil
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.guard.probes.cpu import CpuShare
from tests.clock import VirtualClock
from tests.compose.test_guard import Acting, acting

__all__ = ["acting"]
REASON = "the dream takes more of the processors than it may"
BUDGET = {
    ("game_detection", "cpu_percent"): 25.0,
    ("game_detection", "nobody_looking_after_s"): None,
    ("game_detection", "check_interval_s"): 5.0,
    ("output", "display_rate_hz"): 1.0,
    ("recording", "record"): "none",
}


class Bill:
    """What the dream costs: so much of all processors for each picture, and so much a second that it is not paused."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.act: DreamAct | None = None
        self.a_picture_s, self.a_second_s = 0.0, 0.0
        self._spent, self._number, self._at = 0.0, 0, 0.0

    def __call__(self, _pids: frozenset[int]) -> Mapping[int, float]:
        assert self.act is not None
        status, now = self.act.status(), self._clock.monotonic()
        self._spent += self.a_picture_s * (status.frame_number - self._number)
        self._spent += 0.0 if status.paused else self.a_second_s * (now - self._at)
        self._number, self._at = status.frame_number, now
        return {os.getpid(): self._spent * (psutil.cpu_count() or 1)}


@pytest.fixture
def bill(virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> Bill:
    bill = Bill(virtual_clock)
    monkeypatch.setattr("dreamwindow.guard.probes.cpu.cpu_seconds", bill)
    monkeypatch.setattr(CpuShare.__init__, "__defaults__", (virtual_clock.monotonic,))
    return bill


async def shown_in(act: DreamAct, clock: VirtualClock, seconds: float) -> int:
    before = act.status().frame_number
    await clock.sleep(seconds)
    return act.status().frame_number - before


async def test_over_its_budget_it_makes_fewer_pictures_and_is_not_held_back(
    acting: Acting, virtual_clock: VirtualClock, bill: Bill
) -> None:
    bill.a_picture_s = 0.4  # at a picture a second: 40 % of all processors
    async with acting(BUDGET) as bill.act:
        await bill.act.start()
        await virtual_clock.sleep(20)
        status = bill.act.status()
        assert (status.status, status.slowed) == ("live", 2.0)
        assert "of a budget of 25 % of" in (status.slow_reason or "")
        assert await shown_in(bill.act, virtual_clock, 20) == pytest.approx(10, abs=1)
        bill.a_picture_s = 0.1
        await virtual_clock.sleep(75)
        assert (bill.act.status().slowed, bill.act.status().pause_reason) == (None, None)
        assert await shown_in(bill.act, virtual_clock, 10) == pytest.approx(10, abs=1)


async def test_what_going_slower_does_not_mend_holds_it_back_for_a_minute_and_it_tries_again(
    acting: Acting, virtual_clock: VirtualClock, bill: Bill
) -> None:
    """The control: the cost does not fall with the pictures."""
    bill.a_second_s = 0.4
    async with acting(BUDGET) as bill.act:
        await bill.act.start()
        await virtual_clock.sleep(50)
        assert (bill.act.status().status, bill.act.status().slowed) == ("live", 4.0)
        await virtual_clock.sleep(22)
        assert bill.act.status().pause_reason == REASON
        await virtual_clock.sleep(40)
        assert bill.act.status().paused
        await virtual_clock.sleep(35)
        assert (bill.act.status().status, bill.act.status().slowed) == ("live", 4.0)
