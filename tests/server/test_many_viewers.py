"""Thirty-two look on at thirty frames a second, in virtual time: what the machine does not owe, nobody loses.

`trials/viewers.py` is the same over real sockets, where a busy machine takes its share.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import dataclass, field

import pytest

from dreamwindow.config.server import ServerConfig
from dreamwindow.server import viewer
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.wire.header import unpack
from tests.clock import VirtualClock
from tests.server.asgi_socket import HELLO, AsgiSocket, connected
from tests.server.conftest import MakeApp
from tests.server.toy import ToyAct

VIEWERS, SECONDS, RATE_HZ = 32, 10, 30
CONFIG = ServerConfig.model_validate({"port": 0, "limits": {"sockets_per_address": 2 * VIEWERS}})


@dataclass
class Line:
    """How long a viewer's acknowledgements take: mostly a hundredth of a second, every twentieth ``late_s``."""

    seed: int
    late_s: float = 0.11
    seen: list[int] = field(default_factory=list)

    async def follow(self, socket: AsgiSocket, clock: VirtualClock) -> None:
        """Take frames and acknowledge each, until the server closes or the task is cancelled."""
        rng = random.Random(self.seed)
        socket.say(HELLO)
        while True:
            header, _ = unpack(await socket.hear_frame())
            self.seen.append(header.present_at_us // 1000)
            late = len(self.seen) % 20 == self.seed % 20
            await clock.sleep(self.late_s if late else rng.uniform(0.002, 0.02))
            socket.say({"type": "ack", "seq": header.seq})

    def lost(self) -> int:
        return self.seen[-1] - self.seen[0] + 1 - len(self.seen)


async def looked_on(act: ToyAct, make_app: MakeApp, clock: VirtualClock) -> list[Line]:
    """Steady viewers, one that stalls and two that come and go; the steady ones' lines."""
    app = make_app(CONFIG, clock=clock)
    steady = [Line(seed) for seed in range(VIEWERS - 3)]
    async with asyncio.TaskGroup() as tasks:
        looking = [tasks.create_task(_steady(app, line, clock)) for line in steady]
        looking += [tasks.create_task(_stalled(app)), *(tasks.create_task(_restless(app, clock, s)) for s in (1, 2))]
        for number in range(1, SECONDS * RATE_HZ + 1):
            await act.show(number)
            await clock.sleep(1 / RATE_HZ)
        await clock.sleep(1)
        for task in looking:
            task.cancel()
    return steady


async def _steady(app: DescribedApp, line: Line, clock: VirtualClock) -> None:
    async with connected(app) as socket:
        await line.follow(socket, clock)


async def _stalled(app: DescribedApp) -> None:
    async with connected(app) as socket:
        socket.say(HELLO)
        await socket.hear_frame()
        socket.reading.clear()
        await asyncio.Event().wait()


async def _restless(app: DescribedApp, clock: VirtualClock, seed: int) -> None:
    while True:
        line = Line(seed)
        async with connected(app) as socket:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.7):
                    await line.follow(socket, clock)
        await clock.sleep(0.2)


async def test_nobody_loses_a_frame_by_the_others_and_each_frame_is_encoded_once(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    steady = await looked_on(act, make_app, virtual_clock)
    assert [line.lost() for line in steady] == [0] * len(steady)
    assert all(len(line.seen) >= SECONDS * RATE_HZ - 1 for line in steady)
    assert act.encoder.encodes <= SECONDS * RATE_HZ


async def test_with_room_for_one_frame_who_is_late_loses_some(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "SLOTS", 1)
    steady = await looked_on(act, make_app, virtual_clock)
    assert sum(line.lost() for line in steady) > 0
