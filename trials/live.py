"""Eight cameras and a dream at one engine: nobody gets another's frames, and nobody's share is far from fair.

Each camera's pictures are of a brightness of its own, and what comes back says whose it was; they go through the whole
server, whose clients keep two frames under way, as pages do. The dream asks for a picture as soon as it has one. Time
is virtual: the engine takes 5 ms, whatever the machine does beside. The same again with an engine that restyles several
cameras in one batch. One control swaps the outboxes of two cameras, another the pictures of a batch.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Literal, NoReturn, TypeAlias, cast, get_args

import numpy as np

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.engine import Engine, OnEvent
from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.flow.turns import Taker
from dreamwindow.imaging.codec import decode_camera, encode_jpeg
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from dreamwindow.wire.header import FrameHeader, Payload, unpack
from tests.clock import VirtualClock, run_virtually
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.asgi_socket import HELLO, AsgiSocket, connected
from tests.server.toy import ToyAct, toy_app

CAMERAS = 8
SIDE = 64
ENGINE_S = 0.005
UNDER_WAY = 2
NEAR = 5
FAIR_WITHIN = 0.2
CONTROL_FRAMES = 800
DREAM = Recipe(engine="toy", model="plus-one", kind="txt2img", prompt="x", seed=1, width=SIDE, height=SIDE)


class SharedEngine(ToyEngine):
    """Takes as long for the dream's picture as for a camera's, makes one at a time, and remembers none."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._time = clock

    async def work(self, image: Pixels, settings: Settings) -> None:
        """As `ToyEngine.work`."""
        assert self.inside == 0, "two at once"
        self.inside += 1
        try:
            await self._time.sleep(ENGINE_S)
        finally:
            self.inside -= 1

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """A picture of nothing."""
        nothing = np.zeros((SIDE, SIDE, 3), np.uint8)
        await self.work(nothing, Settings())
        return nothing


class BatchEngine(SharedEngine):
    """Restyles up to four cameras in one batch, in the same time; ``mixed`` is the defect: they come out reversed."""

    def __init__(self, clock: VirtualClock, *, mixed: bool) -> None:
        super().__init__(clock)
        self.info = replace(self.info, restyle_batch=4)
        self.batches: Counter[int] = Counter()
        self._mixed = mixed

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        """Each is a level brighter, as with `ToyStream`."""
        self.batches[len(frames)] += 1
        await self.work(frames[0].image, frames[0].settings)
        made = [frame.image + np.uint8(1) for frame in frames]
        return made[::-1] if self._mixed else made


Defect: TypeAlias = Literal["outboxes", "batches"]


@dataclass(slots=True)
class Report:
    """What came back: ``crossed`` frames were another's; ``turns`` at the engine, the dream's last.

    ``batches``: how many there were of each size.
    """

    frames: int = 0
    crossed: int = 0
    batches: Counter[int] = field(default_factory=Counter)
    turns: list[int] = field(default_factory=list)

    @property
    def unfairness(self) -> float:
        """How far the share furthest from fair is from it, as a part of it."""
        fair = sum(self.turns) / len(self.turns)
        return max(abs(turns - fair) / fair for turns in self.turns)

    def faults(self) -> list[str]:
        """What must not be."""
        found = [f"{self.crossed} of {self.frames} frames reached another client"] if self.crossed else []
        if self.unfairness > FAIR_WITHIN:
            found.append(f"a share is {self.unfairness:.0%} from fair: {self.turns}")
        return found

    def __str__(self) -> str:
        sizes = f", batches {dict(sorted(self.batches.items()))}" if self.batches else ""
        return f"{self.frames} frames, {self.crossed} crossed, shares within {self.unfairness:.1%}: {self.turns}{sizes}"


def brightness(camera: int) -> int:
    """What camera ``camera`` films: far from what every other does."""
    return 12 + camera * 232 // CAMERAS


@dataclass(slots=True)
class Camera:
    """Sends its own brightness, two frames under way, and looks at what comes back."""

    number: int
    socket: AsgiSocket
    report: Report

    async def film(self, frames: int) -> None:
        """Until so many are back."""
        header = FrameHeader(kind=Payload.JPEG, seq=1, width=SIDE, height=SIDE, capture_ts_us=self.number + 1).pack()
        message = header + encode_jpeg(np.full((SIDE, SIDE, 3), brightness(self.number), np.uint8))
        self.socket.say(HELLO | {"role": "camera"})
        for _ in range(UNDER_WAY):
            self.socket.say(message)
        for _ in range(frames):
            self._look(await self.socket.hear_frame())
            self.socket.say(message)

    def _look(self, message: bytes) -> None:
        header, file = unpack(message)
        seen = float(decode_camera(bytes(file)).mean())
        mine = abs(seen - brightness(self.number) - 1) < NEAR and header.capture_ts_us == self.number + 1
        self.report.frames += 1
        self.report.crossed += not mine
        self.socket.say(json.dumps({"type": "ack", "seq": header.seq}))


async def _dream(room: ToyRoom, engine: Engine, taker: Taker) -> NoReturn:
    """As the dream does: its lease's next picture as soon as it has one."""
    lease = room.sharing.lease(engine, taker)
    while True:
        await lease.generate(DREAM)


async def _run(clock: VirtualClock, frames: int, *, batched: bool, defect: Defect | None) -> Report:
    report, taker = Report(), Taker("the dream")
    engine = BatchEngine(clock, mixed=defect == "batches") if batched else SharedEngine(clock)
    room = ToyRoom(engine)
    act = LiveAct(cast(EngineRoom, room), LiveConfig(clients=CAMERAS), clock=clock)
    async with act as live, AsyncExitStack() as stack:
        app = toy_app(ToyAct(), ServerConfig(port=0), clock=clock, live=live)
        sockets = [await stack.enter_async_context(connected(app)) for _ in range(CAMERAS)]
        async with asyncio.TaskGroup() as tasks:
            dream = tasks.create_task(_dream(room, engine, taker))
            async with asyncio.TaskGroup() as filming:
                for number, socket in enumerate(sockets):
                    filming.create_task(Camera(number, socket, report).film(frames // CAMERAS))
                if defect == "outboxes":
                    await _swap(live, clock)
            report.turns = [client.taker.turns for client in live.clients] + [taker.turns]
            dream.cancel()
    if isinstance(engine, BatchEngine):
        report.batches = engine.batches
    return report


async def _swap(live: LiveAct, clock: VirtualClock) -> None:
    """The defect: what is made for one of two cameras is put into the other's outbox."""
    while len(live.clients) < CAMERAS:
        await clock.sleep(ENGINE_S)
    one, other, *_ = live.clients
    puts = one.outbox.put, other.outbox.put
    vars(one.outbox)["put"], vars(other.outbox)["put"] = reversed(puts)


def run(frames: int, *, batched: bool = False, defect: Defect | None = None) -> Report:
    """``frames`` over all cameras, each by itself or in batches, with a ``defect`` put in."""
    return run_virtually(lambda clock: _run(clock, frames, batched=batched, defect=defect))


def main(argv: Sequence[str]) -> int:
    """At full length, and the control."""
    parser = argparse.ArgumentParser(prog="python -m trials live", description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    asked = parser.parse_args(argv)
    faults: list[str] = []
    for batched in (False, True):
        report = run(asked.frames, batched=batched)
        print(f"{'in batches' if batched else 'each by itself'}: {report}")
        faults += report.faults()
    for defect in get_args(Defect):
        control = run(CONTROL_FRAMES, batched=True, defect=defect)
        print(f"control, {defect} mixed up: {control}")
        faults += [] if control.crossed else [f"the control of {defect} did not fail"]
    print("\n".join(faults) or "Nobody got another's frame, and every share is fair.")
    return 1 if faults else 0
