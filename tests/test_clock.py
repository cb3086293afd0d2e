"""Virtual time is what loops are tested by, so it is tested itself."""

from __future__ import annotations

import asyncio
import threading

import pytest

from dreamwindow.contracts.clock import Clock
from tests.clock import START, EverythingWaits, VirtualClock, run_virtually


async def test_time_jumps_to_the_next_timer(virtual_clock: VirtualClock) -> None:
    await virtual_clock.sleep(86_400)
    assert virtual_clock.monotonic() == pytest.approx(86_400)
    assert (virtual_clock.now() - START).total_seconds() == pytest.approx(86_400)


async def test_sleepers_wake_in_the_order_of_their_times(virtual_clock: VirtualClock) -> None:
    woken: list[float] = []

    async def sleeper(seconds: float) -> None:
        await virtual_clock.sleep(seconds)
        woken.append(virtual_clock.monotonic())

    async with asyncio.TaskGroup() as tasks:
        for seconds in (3.0, 1.0, 2.0):
            tasks.create_task(sleeper(seconds))
    assert woken == pytest.approx([1.0, 2.0, 3.0])


async def test_time_stands_still_while_a_thread_works(virtual_clock: VirtualClock) -> None:
    let_go, seen = threading.Event(), []

    async def other() -> None:
        await virtual_clock.sleep(1)
        seen.append("slept")

    async def work() -> None:
        await asyncio.to_thread(let_go.wait, 10)
        seen.append(f"worked until {virtual_clock.monotonic():g}")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(other())
        tasks.create_task(work())
        threading.Timer(0.01, let_go.set).start()
    assert seen == ["worked until 0", "slept"]


async def test_timeouts_are_virtual(virtual_clock: VirtualClock) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3600):
            await virtual_clock.sleep(7200)
    assert virtual_clock.monotonic() == pytest.approx(3600)


def test_waiting_for_ever_is_an_error_and_not_a_hang() -> None:
    async def main(_: VirtualClock) -> None:
        await asyncio.Event().wait()

    with pytest.raises(EverythingWaits):
        run_virtually(main)


def test_what_main_returns_comes_back() -> None:
    async def main(clock: Clock) -> float:
        await clock.sleep(5)
        return clock.monotonic()

    assert run_virtually(main) == pytest.approx(5)
