"""When a process is started and who hears of it. In virtual time, with a process of straw."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pytest

from dreamwindow.contracts.engine import EngineInfo, EngineOptions
from dreamwindow.contracts.stream import StreamFrame
from dreamwindow.engines.worker import host as module
from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.host import Host
from dreamwindow.engines.worker.limits import Limits
from dreamwindow.engines.worker.link import ProcessLost
from dreamwindow.engines.worker.messages import Ready
from dreamwindow.engines.worker.streams import HostedStreams
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.model.settings import Settings
from tests.clock import VirtualClock
from tests.engines.worker.faulty import faulty

IMAGE = np.zeros((8, 8, 3), np.uint8)


class StrawLink:
    """In place of a `Link`. What befalls those that are made is said by the class; ``made`` are all of them."""

    load_s = 150.0
    lost_while_loading = ""
    deadly = -1
    """The stream over which the process ends."""
    made: ClassVar[list[StrawLink]]

    def __init__(self, _: Limits) -> None:
        self.lost: str | None = None
        self.pid = 1
        self.known: set[int] = set()
        self.heard_dropped: list[int] = []
        self.idle = asyncio.Event()
        self.idle.set()
        self.is_closed = False
        self.made.append(self)

    async def open(self, *_: object) -> Ready:
        await asyncio.sleep(self.load_s)
        if self.lost_while_loading:
            self._end(self.lost_while_loading)
        return Ready(EngineInfo(name="straw", model="straw-1"))

    async def ask(self, work: do.Work, dropped: tuple[int, ...], _: object = None) -> Any:
        await self.idle.wait()
        self.heard_dropped += dropped
        if not isinstance(work, do.Restyle):
            return None
        if any(frame.stream == self.deadly for frame in work.frames):
            self._end("SIGSEGV")
        return [frame.image for frame in work.frames]

    async def close(self) -> None:
        self.is_closed = True

    def _end(self, how: str) -> None:
        self.lost = how
        raise ProcessLost(f"The engine's process is gone: {how}.", "It is started again.")


@pytest.fixture
def straw(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[StrawLink]]:
    class Links(StrawLink):
        made: ClassVar[list[StrawLink]] = []

    monkeypatch.setattr(module, "Link", Links)
    yield Links
    assert all(link.is_closed for link in Links.made)


def host_at(clock: VirtualClock) -> Host:
    return Host(faulty, EngineOptions(), Limits(), clock)


async def release(host: Host) -> None:
    await host.ask(lambda _: do.Release())


async def impatient(host: Host) -> None:
    """One who waits for 60 s."""
    async with asyncio.timeout(60):
        await release(host)


async def test_an_engine_that_loads_for_longer_than_anybody_waits_is_there_in_the_end(
    virtual_clock: VirtualClock, straw: type[StrawLink]
) -> None:
    host = host_at(virtual_clock)
    await host.open()
    straw.made[0].lost = "SIGKILL"
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await impatient(host)
    await impatient(host)
    assert (len(straw.made), host.restarts, virtual_clock.monotonic()) == (2, 1, 300.0)
    await host.close()


async def test_one_that_was_ready_when_nobody_waited_is_found_and_if_it_is_lost_by_then_another_is_started(
    virtual_clock: VirtualClock, straw: type[StrawLink]
) -> None:
    host = host_at(virtual_clock)
    await host.open()
    await host.rest()
    with pytest.raises(TimeoutError):
        await impatient(host)
    await asyncio.sleep(100)
    await release(host)
    assert virtual_clock.monotonic() == 310.0
    await host.rest()
    with pytest.raises(TimeoutError):
        await impatient(host)
    await asyncio.sleep(100)
    straw.made[2].lost = "SIGKILL"
    await release(host)
    assert (len(straw.made), host.restarts) == (4, 1)
    await host.close()


async def test_a_start_that_fails_when_nobody_waits_is_told_to_the_next_and_counts_once(
    virtual_clock: VirtualClock, straw: type[StrawLink], caplog: pytest.LogCaptureFixture
) -> None:
    host = host_at(virtual_clock)
    await host.open()
    await host.rest()
    straw.lost_while_loading = "SIGKILL"
    with pytest.raises(TimeoutError):
        await impatient(host)
    await asyncio.sleep(100)
    straw.lost_while_loading = ""
    with pytest.raises(EngineUnavailable, match="SIGKILL") as told:
        await release(host)
    assert not isinstance(told.value, ProcessLost)  # over nobody's picture
    assert [record.args for record in caplog.records] == [("SIGKILL", 1)]
    await release(host)
    assert (len(straw.made), host.restarts) == (3, 1)
    await host.close()


@pytest.mark.parametrize("fails", ["", "SIGKILL"])
@pytest.mark.parametrize("after_s", [0, 100])
async def test_nothing_is_started_or_left_once_it_rests(
    virtual_clock: VirtualClock, straw: type[StrawLink], after_s: float, fails: str
) -> None:
    host = host_at(virtual_clock)
    await host.open()
    await host.rest()
    straw.lost_while_loading = fails
    with pytest.raises(TimeoutError):
        await impatient(host)
    await asyncio.sleep(after_s)
    await host.rest()
    assert [link.is_closed for link in straw.made] == [True, True]
    assert asyncio.all_tasks() == {asyncio.current_task()}
    straw.lost_while_loading = ""
    await release(host)
    await host.close()


async def test_the_first_start_ends_with_who_opens(virtual_clock: VirtualClock, straw: type[StrawLink]) -> None:
    host = host_at(virtual_clock)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(60):
            await host.open()
    assert [link.is_closed for link in straw.made] == [True]


async def test_latents_that_nobody_needs_are_told_of_by_the_next_if_this_one_is_broken_off_before_it_is_sent(
    virtual_clock: VirtualClock, straw: type[StrawLink]
) -> None:
    host = host_at(virtual_clock)
    await host.open()
    host.dropped += [4, 5]
    straw.made[0].idle.clear()
    with pytest.raises(TimeoutError):
        await impatient(host)
    straw.made[0].idle.set()
    await release(host)
    await release(host)
    assert straw.made[0].heard_dropped == [4, 5]
    await host.close()


async def test_a_stream_over_which_process_after_process_ends_has_its_picture_given_up_and_another_has_not(
    virtual_clock: VirtualClock, straw: type[StrawLink]
) -> None:
    host, settings = host_at(virtual_clock), Settings()
    streams = HostedStreams(host)
    await host.open()
    async with streams.open_stream(settings) as well, streams.open_stream(settings) as ill:
        straw.deadly = ill.number
        failures: list[Exception] = []
        for _ in range(3):
            with pytest.raises((EngineUnavailable, GenerationFailed)) as raised:
                await ill.restyle(IMAGE, settings, 0.0)
            failures.append(raised.value)
            await well.restyle(IMAGE, settings, 0.0)
        both = await streams.restyle_batch([StreamFrame(stream, IMAGE, settings, 0.0) for stream in (well, ill)])
        straw.deadly = -1
        await ill.restyle(IMAGE, settings, 0.0)
        straw.deadly = ill.number
        with pytest.raises(EngineUnavailable):
            await ill.restyle(IMAGE, settings, 0.0)
    assert [type(failure) for failure in failures] == [ProcessLost, ProcessLost, GenerationFailed]
    assert [type(made) for made in both] == [ProcessLost, GenerationFailed]
    await host.close()


async def test_a_stream_of_another_process_is_refused_in_its_place(
    virtual_clock: VirtualClock, straw: type[StrawLink]
) -> None:
    host, settings = host_at(virtual_clock), Settings()
    ours, theirs = HostedStreams(host), HostedStreams(host_at(virtual_clock))
    await host.open()
    async with ours.open_stream(settings) as our, theirs.open_stream(settings) as their:
        frames = [StreamFrame(stream, IMAGE, settings, 0.0) for stream in (their, our)]
        refused, made = await ours.restyle_batch(frames)
        (alone,) = await ours.restyle_batch(frames[:1])
    assert isinstance(refused, EngineUnavailable)
    assert isinstance(alone, EngineUnavailable)
    assert "another engine's" in refused.message
    assert made is IMAGE
    await host.close()
