"""A sink is fed with the newest picture, and whatever it does, it is opened again and nobody else waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import pytest

from dreamwindow.errors import SinkFailed, UnknownName
from dreamwindow.flow.fanout import Fanout, Policy
from dreamwindow.model.frame import ShownFrame
from dreamwindow.outputs.away.opening import CLOSE_S, GRACE_S, TAKE_S
from dreamwindow.outputs.away.sending import Sending, Show
from tests.clock import VirtualClock
from tests.outputs.frames import frame, shown

Trouble = Callable[[int], Exception | None]


class Device:
    """Counts how often it is opened and closed; ``trouble`` says what is wrong with the n-th picture."""

    name = "device"

    def __init__(self, clock: VirtualClock, trouble: Trouble = lambda _: None, takes_s: float = 0.0) -> None:
        self.opened = self.closed = 0
        self.taken: list[int] = []
        self._clock = clock
        self._trouble = trouble
        self._takes_s = takes_s

    async def __aenter__(self) -> Self:
        self.opened += 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closed += 1

    async def take(self, shown: ShownFrame) -> None:
        await self._clock.sleep(self._takes_s)
        self.taken.append(shown.frame.number)
        if (error := self._trouble(len(self.taken))) is not None:
            raise error


@asynccontextmanager
async def at_work(
    device: Device, clock: VirtualClock, patience_s: float | None = None
) -> AsyncIterator[tuple[Fanout, Sending]]:
    fanout = Fanout()

    @asynccontextmanager
    async def show() -> AsyncIterator[Fanout]:
        yield fanout

    sending = Sending("test", lambda: device, lambda: Show(show(), patience_s), clock)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(sending.run())
        await clock.sleep(0.01)
        yield fanout, sending
        task.cancel()
    await clock.sleep(0)
    assert device.opened == device.closed


async def show_for(fanout: Fanout, clock: VirtualClock, seconds: float) -> None:
    for _ in range(round(seconds * 10)):
        await fanout.give(shown(frame(fanout.given + 1)))
        await clock.sleep(0.1)


async def test_it_takes_what_is_shown_and_is_closed(virtual_clock: VirtualClock) -> None:
    device = Device(virtual_clock)
    async with at_work(device, virtual_clock) as (fanout, sending):
        assert device.opened == 0, "it is opened when there is something to show"
        await show_for(fanout, virtual_clock, 1)
        assert (sending.sent.state, sending.sent.pictures, sending.sent.openings) == ("sending", 10, 1)
    assert device.taken == list(range(1, 11))


async def test_a_slow_one_misses_pictures_and_holds_up_nobody(virtual_clock: VirtualClock) -> None:
    device = Device(virtual_clock, takes_s=0.35)
    async with at_work(device, virtual_clock) as (fanout, _):
        began = virtual_clock.monotonic()
        await show_for(fanout, virtual_clock, 3)
        assert virtual_clock.monotonic() - began == pytest.approx(3)
    assert 7 <= len(device.taken) <= 9
    assert device.taken == sorted(device.taken)


async def test_given_every_picture_it_would_hold_up_what_is_shown(virtual_clock: VirtualClock) -> None:
    """The control: the same device, which must miss nothing."""
    fanout, began = Fanout(), virtual_clock.monotonic()
    async with fanout.attached(Device(virtual_clock, takes_s=0.35), Policy.EVERY):
        await show_for(fanout, virtual_clock, 3)
        assert virtual_clock.monotonic() - began > 4


@pytest.mark.parametrize("error", [SinkFailed("Gone."), OSError(5, "gone"), ZeroDivisionError("a plugin's own")])
async def test_one_that_fails_is_opened_again_later_and_later(virtual_clock: VirtualClock, error: Exception) -> None:
    device = Device(virtual_clock, lambda count: error if count <= 3 else None)
    async with at_work(device, virtual_clock) as (fanout, sending):
        await show_for(fanout, virtual_clock, 0.5)
        assert (sending.sent.state, device.opened) == ("waiting", 1)
        assert "one" in (sending.sent.says or "") or "plugin" in (sending.sent.says or "")
        await show_for(fanout, virtual_clock, 8)
        assert (sending.sent.state, sending.sent.says, device.opened) == ("sending", None, 4)


async def test_one_that_hangs_is_given_up(virtual_clock: VirtualClock) -> None:
    device = Device(virtual_clock, takes_s=10_000)
    async with at_work(device, virtual_clock) as (fanout, sending):
        await show_for(fanout, virtual_clock, TAKE_S + 0.5)
        assert "has not taken a picture" in (sending.sent.says or "")
        assert device.closed == 1


async def test_where_nothing_comes_any_more_it_is_closed_and_waits_for_a_picture(virtual_clock: VirtualClock) -> None:
    device = Device(virtual_clock)
    async with at_work(device, virtual_clock, patience_s=35) as (fanout, sending):
        await show_for(fanout, virtual_clock, 1)
        await virtual_clock.sleep(35.5)
        assert (sending.sent.state, sending.sent.says) == ("waiting", "No picture came for 35 s.")
        await virtual_clock.sleep(3_600)
        assert (device.opened, device.closed) == (1, 1), "the last picture of before is none to open it for"
        assert sending.sent.state == "waiting"
        await show_for(fanout, virtual_clock, 3)
        assert (sending.sent.state, device.opened, sending.sent.failures) == ("sending", 2, 0)
    assert (device.taken[-1], len(set(device.taken))) == (fanout.given, len(device.taken))


async def test_while_who_is_to_be_shown_is_gone_nothing_is_opened_and_it_is_said_once(
    virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    device, fanout, here = Device(virtual_clock), Fanout(), False

    @asynccontextmanager
    async def show() -> AsyncIterator[Fanout]:
        yield fanout

    def find() -> Show:
        if not here:
            raise UnknownName("No camera here has that token.")
        return Show(show())

    sending = Sending("test", lambda: device, find, virtual_clock)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(sending.run())
        await virtual_clock.sleep(3_600)
        assert (sending.sent.state, sending.sent.says) == ("waiting", "No camera here has that token.")
        assert (device.opened, caplog.text.count("waits for a picture")) == (0, 1)
        here = True
        await virtual_clock.sleep(1)
        await show_for(fanout, virtual_clock, 1)
        assert (sending.sent.state, device.opened) == ("sending", 1)
        task.cancel()


class Clinging(Device):
    """Its close waits for what never comes: once it is cancelled too, while it is not to ``let_go``."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(clock, lambda count: SinkFailed("Gone.") if count == 1 else None)
        self.let_go = asyncio.Event()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self.let_go.is_set():
            try:
                await self.let_go.wait()
            except asyncio.CancelledError:
                continue
        self.closed += 1


async def test_one_that_never_closes_is_left_and_said(
    virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    device = Clinging(virtual_clock)
    async with at_work(device, virtual_clock) as (fanout, sending):
        await show_for(fanout, virtual_clock, CLOSE_S + GRACE_S + 3)
        assert (sending.sent.state, device.opened, device.closed) == ("sending", 2, 0)
        assert "was not closed within" in caplog.text
        assert "left alone" in caplog.text
        before = virtual_clock.monotonic()
        device.let_go.set()
    assert virtual_clock.monotonic() == before


async def test_stopping_does_not_wait_for_one_that_never_closes(virtual_clock: VirtualClock) -> None:
    device = Clinging(virtual_clock)
    sending = Sending("test", lambda: device, lambda: Show(_of(fanout)), virtual_clock)
    fanout = Fanout()
    await fanout.give(shown(frame(1)))
    task = asyncio.ensure_future(sending.run())
    await virtual_clock.sleep(0.1)
    task.cancel()
    await asyncio.wait([task], timeout=2 * (CLOSE_S + GRACE_S))
    assert task.cancelled()
    device.let_go.set()
    await virtual_clock.sleep(0)


async def test_one_whose_close_fails_ends_when_it_is_to_end(virtual_clock: VirtualClock) -> None:
    class Broken(Device):
        async def __aexit__(self, *_: object) -> None:
            raise ZeroDivisionError("a plugin's own")

    sending = Sending("test", lambda: Broken(virtual_clock), lambda: Show(_of(fanout)), virtual_clock)
    fanout = Fanout()
    await fanout.give(shown(frame(1)))
    task = asyncio.ensure_future(sending.run())
    await virtual_clock.sleep(0.1)
    task.cancel()
    await asyncio.wait([task], timeout=CLOSE_S)
    assert task.cancelled()


@asynccontextmanager
async def _of(fanout: Fanout) -> AsyncIterator[Fanout]:
    yield fanout
