from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import numpy as np
import pytest

from dreamwindow.flow.fanout import QUEUE_LENGTH, Fanout, Policy
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock

RECIPE = Recipe(engine="toy", model="toy", kind="txt2img", prompt="x", seed=1, width=8, height=8)


def shown(number: int) -> ShownFrame:
    frame = Frame(
        number=number,
        pixels=np.zeros((8, 8, 3), np.uint8),
        recipe=RECIPE,
        keyframe=True,
        generation_time_s=0.0,
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return ShownFrame(frame=frame, present_at_us=0, duration_us=0, transition="cut")


class Taker:
    """Notes what it takes; takes ``seconds`` over each, fails on ``bad`` numbers."""

    name = "taker"

    def __init__(self, clock: VirtualClock, seconds: float = 0.0, bad: frozenset[int] = frozenset()) -> None:
        self.taken: list[int] = []
        self.state = "new"
        self._clock, self._seconds, self._bad = clock, seconds, bad

    async def __aenter__(self) -> Self:
        self.state = "open"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.state = "closed"

    async def take(self, frame: ShownFrame) -> None:
        await self._clock.sleep(self._seconds)
        if frame.frame.number in self._bad:
            raise OSError("no space")
        self.taken.append(frame.frame.number)


async def _give(fanout: Fanout, numbers: range, clock: VirtualClock, interval_s: float) -> None:
    for number in numbers:
        await fanout.give(shown(number))
        await clock.sleep(interval_s)


async def test_a_slow_taker_that_shows_gets_the_newest(virtual_clock: VirtualClock) -> None:
    fanout, slow, fast = Fanout(), Taker(virtual_clock, 1.0), Taker(virtual_clock)
    async with fanout.attached(slow, Policy.NEWEST), fanout.attached(fast, Policy.NEWEST):
        await _give(fanout, range(100), virtual_clock, 0.1)
        assert virtual_clock.monotonic() == pytest.approx(10)
    assert fast.taken == list(range(100))
    assert len(slow.taken) < 15
    assert (slow.taken == sorted(slow.taken), slow.taken[-1]) == (True, 99)


async def test_who_keeps_misses_nothing_and_the_giver_waits(virtual_clock: VirtualClock) -> None:
    fanout, keeper = Fanout(), Taker(virtual_clock, 1.0)
    async with fanout.attached(keeper, Policy.EVERY):
        await _give(fanout, range(40), virtual_clock, 0.0)
        assert virtual_clock.monotonic() == pytest.approx(40 - QUEUE_LENGTH - 1, abs=1)
    assert keeper.taken == list(range(40))


async def test_a_failing_taker_is_offered_the_next_and_harms_nobody(
    virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    fanout = Fanout()
    broken, well = Taker(virtual_clock, bad=frozenset(range(1, 20))), Taker(virtual_clock)
    with caplog.at_level(logging.WARNING):
        async with fanout.attached(broken, Policy.EVERY), fanout.attached(well, Policy.EVERY):
            await _give(fanout, range(25), virtual_clock, 0.1)
    assert broken.taken == [0, *range(20, 25)]
    assert well.taken == list(range(25))
    assert len(caplog.records) == 5


async def test_what_was_given_is_taken_though_the_block_fails(virtual_clock: VirtualClock) -> None:
    fanout, taker = Fanout(), Taker(virtual_clock, 1.0)

    async def fail() -> None:
        async with fanout.attached(taker, Policy.EVERY):
            await _give(fanout, range(5), virtual_clock, 0.0)
            raise OSError("elsewhere")

    with pytest.raises(OSError, match="elsewhere"):
        await fail()
    assert (taker.state, taker.taken) == ("closed", [0, 1, 2, 3, 4])


async def test_what_was_given_is_taken_though_the_block_is_cancelled(virtual_clock: VirtualClock) -> None:
    fanout, taker = Fanout(), Taker(virtual_clock, 1.0)

    async def attach() -> None:
        async with fanout.attached(taker, Policy.EVERY):
            await _give(fanout, range(5), virtual_clock, 0.0)
            await virtual_clock.sleep(1_000)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(attach(), 0.5)
    assert (taker.state, taker.taken) == ("closed", [0, 1, 2, 3, 4])


async def test_cancelled_twice_it_ends_at_once(virtual_clock: VirtualClock) -> None:
    fanout, taker = Fanout(), Taker(virtual_clock, 100.0)

    async def attach() -> None:
        async with fanout.attached(taker, Policy.EVERY):
            await _give(fanout, range(5), virtual_clock, 0.0)
            await virtual_clock.sleep(1_000)

    async with asyncio.TaskGroup() as tasks:
        attached = tasks.create_task(attach())
        for _ in range(2):
            await virtual_clock.sleep(1)
            attached.cancel()
    assert (taker.state, taker.taken, virtual_clock.monotonic()) == ("closed", [], 2)


async def test_who_looks_on_sees_the_last_frame_first() -> None:
    fanout = Fanout()
    await fanout.give(shown(7))
    async with fanout.watch() as newest:
        assert (await newest.get()).frame.number == 7
        assert fanout.watchers == 1
    assert fanout.watchers == 0


async def test_a_watcher_that_takes_nothing_holds_nobody_up(virtual_clock: VirtualClock) -> None:
    fanout = Fanout()
    async with fanout.watch() as idle, fanout.watch() as lively:
        for number in range(1_000):
            await fanout.give(shown(number))
            assert (await lively.get()).frame.number == number
        assert (idle.dropped, virtual_clock.monotonic()) == (999, 0)
        assert (await idle.get()).frame.number == 999


async def test_a_watcher_with_room_for_two_may_be_late_by_one() -> None:
    fanout = Fanout()
    taken = []
    async with fanout.watch(2) as late:
        for number in range(1, 100, 2):
            await fanout.give(shown(number))
            await fanout.give(shown(number + 1))
            taken += [(await late.get()).frame.number for _ in range(2)]
        assert (taken, late.dropped) == (list(range(1, 101)), 0)


async def test_who_leaves_while_a_frame_is_given_harms_nobody() -> None:
    fanout = Fanout()

    async def look_once() -> int:
        async with fanout.watch() as newest:
            return (await newest.get()).frame.number

    async with asyncio.TaskGroup() as tasks:
        looks = [tasks.create_task(look_once()) for _ in range(5)]
        await asyncio.sleep(0)
        await fanout.give(shown(1))
        await fanout.give(shown(2))
    assert [look.result() for look in looks] == [2] * 5


async def test_whoever_looks_is_noticed_when_they_come_when_they_leave_and_when_they_only_glance() -> None:
    noticed: list[int] = []
    fanout = Fanout(lambda: noticed.append(fanout.watchers))
    async with fanout.watch():
        assert noticed == [1]
    assert noticed == [1, 0]
    assert fanout.look() is None
    await fanout.give(shown(1))
    assert fanout.look() is fanout.newest
    assert (noticed, fanout.looks) == ([1, 0, 0, 0], 4)
