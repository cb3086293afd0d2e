"""The monitor: which reasons hold when, and that no probe harms another, or the dream."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable

import pytest

from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.probe import Reading
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.monitor import SystemMonitor, Watch
from tests.clock import VirtualClock
from tests.guard.toys import Toy

INTERVAL_S, AFTER_S = 5.0, 12.0


def watching(clock: VirtualClock, told: Callable[[], None], **probes: Toy) -> SystemMonitor:
    return SystemMonitor([Watch(name, probe, AFTER_S) for name, probe in probes.items()], INTERVAL_S, clock, told)


async def test_a_reason_pauses_within_an_interval_and_resumes_when_it_has_been_gone(
    virtual_clock: VirtualClock,
) -> None:
    game, changes = Toy(), list[float]()
    async with watching(virtual_clock, lambda: changes.append(virtual_clock.monotonic()), game=game) as monitor:
        await virtual_clock.sleep(7)
        game.reason = "a game runs"
        assert monitor.should_pause() is None
        await virtual_clock.sleep(4)
        assert monitor.should_pause() == "a game runs"
        game.reason = None
        await virtual_clock.sleep(100)
        assert monitor.should_pause() is None
    assert changes == [10.0, 15.0 + AFTER_S]
    assert game.closed == 1


async def test_every_reason_is_said(virtual_clock: VirtualClock) -> None:
    async with watching(virtual_clock, lambda: None, a=Toy("a game runs"), b=Toy(), c=Toy("locked")) as monitor:
        await virtual_clock.sleep(1)
        assert monitor.reasons == ("a game runs", "locked")
        assert monitor.should_pause() == "a game runs, locked"


async def test_one_can_be_woken_and_the_others_sleep_on(virtual_clock: VirtualClock) -> None:
    a, b = Toy(), Toy()
    async with watching(virtual_clock, lambda: None, a=a, b=b) as monitor:
        await virtual_clock.sleep(1)
        monitor.look_again("a")
        monitor.look_again("nobody of that name")
        await virtual_clock.sleep(1)
        assert (a.looks, b.looks) == (2, 1)


@pytest.mark.parametrize(
    ("error", "outcome", "lines"),
    [(ZeroDivisionError("oh"), "failed", 1), (ProbeUnavailable("No battery."), "unavailable", 0)],
)
async def test_a_probe_that_cannot_is_told_of_once_and_harms_nothing(
    virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture, error: Exception, outcome: str, lines: int
) -> None:
    bad, good = Toy(), Toy("a game runs")
    bad.error = error
    with caplog.at_level(logging.WARNING):
        async with watching(virtual_clock, lambda: None, bad=bad, good=good) as monitor:
            await virtual_clock.sleep(60)
            assert monitor.looks["bad"].outcome == outcome
            assert monitor.reasons == ("a game runs",)
    assert bad.looks == good.looks > 10
    assert len(caplog.messages) == lines


async def test_a_reason_whose_probe_goes_blind_is_let_go_in_time(virtual_clock: VirtualClock) -> None:
    screen = Toy("fullscreen")
    async with watching(virtual_clock, lambda: None, screen=screen) as monitor:
        await virtual_clock.sleep(1)
        screen.error = ProbeUnavailable("The X server went away.")
        await virtual_clock.sleep(INTERVAL_S + AFTER_S + 1)
        assert monitor.reasons == ()


class _Hanging:
    """Does not come back until it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.entered = 0

    def read(self) -> Reading:
        self.entered += 1
        self.let.wait()
        return Reading("back")

    def close(self) -> None:
        raise AssertionError("a probe that hangs is not closed under itself")


class _Heard(logging.Handler):
    """Sets ``event`` at the first warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.event = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.event.set()


async def test_a_probe_that_hangs_delays_nobody_and_is_entered_once(caplog: pytest.LogCaptureFixture) -> None:
    """In real time: a thread that hangs would stop the virtual one."""
    hanging, good, changed, heard = _Hanging(), Toy("a game runs"), asyncio.Event(), _Heard()
    logging.getLogger("dreamwindow.guard.monitor").addHandler(heard)
    watches = [Watch("hanging", hanging, 0), Watch("good", good, 0)]
    try:
        async with SystemMonitor(watches, 0.01, SystemClock(), changed.set, timeout_s=0.05) as monitor:
            await heard.event.wait()
            assert monitor.looks["hanging"].says == "no answer within 0.05 s"
            changed.clear()
            good.reason = None
            await changed.wait()
            assert (monitor.reasons, hanging.entered) == ((), 1)
    finally:
        hanging.let.set()
        logging.getLogger("dreamwindow.guard.monitor").removeHandler(heard)
    assert good.closed == 1
    assert any("left behind" in message for message in caplog.messages)
