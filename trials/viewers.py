"""Thirty-two look on at thirty frames a second: one stalls, two drop and come back, and nobody else loses a frame.

The server has a process of its own and gives pre-rendered frames of 512x512; the viewers are real WebSockets. Each
frame is encoded once, however many look. A viewer that stalled sees the present again as soon as it reads on: at most
two stale frames. The control takes the credit away: then what the kernel holds for it is stale by seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from unittest.mock import patch

import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from dreamwindow.config.server import ServerConfig
from dreamwindow.flow.credit import Credit
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.server.serving import listening, serving
from dreamwindow.wire.header import unpack
from tests.server.toy import ToyAct, toy_app

PRERENDERED = 48
STALE_S = 1.0
MOST_STALE = 2
WARM_UP_S = 1.0
SLEEP_S = 0.01
CORES = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """``viewers`` look on for ``seconds`` at ``rate_hz``; ``credit`` is the defect when it is off."""

    viewers: int = 32
    seconds: float = 20.0
    rate_hz: float = 30.0
    credit: bool = True


@dataclass(slots=True)
class Seen:
    """What one viewer got: the frames' numbers, and their ages as they came."""

    numbers: list[int] = field(default_factory=list)
    ages_s: list[float] = field(default_factory=list)

    def lost(self) -> int:
        """Frames that were given between its first and its last, and never came."""
        return self.numbers[-1] - self.numbers[0] + 1 - len(self.numbers) if self.numbers else 0

    def stale(self) -> int:
        """Frames that were old when they came."""
        return sum(age > STALE_S for age in self.ages_s)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be judged: the steady viewers, the stalled one, and what the server did.

    ``late_s`` is by how much the machine let a sleeper of the viewers' process oversleep at most: no fault of ours.
    """

    steady: list[Seen]
    stalled: Seen
    given: int
    encodes: int
    late_s: float

    def wrong(self) -> list[str]:
        """In words; empty when all is well."""
        said = []
        losses = [seen.lost() for seen in self.steady]
        if any(losses):
            said.append(
                f"{sum(loss > 0 for loss in losses)} of {len(losses)} steady viewers lost frames, {sum(losses)} in all"
            )
        if not all(seen.numbers for seen in self.steady):
            said.append("a steady viewer saw nothing")
        if self.encodes > self.given:
            said.append(f"{self.encodes} encodes of {self.given} frames")
        if self.stalled.stale() > MOST_STALE:
            said.append(
                f"{self.stalled.stale()} stale frames after the stall, up to {max(self.stalled.ages_s):.1f} s old"
            )
        return said


class Sleeper:
    """A thread that only sleeps, and notes by how much it overslept: what the machine owes to other programs."""

    def __init__(self) -> None:
        self.late_s = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sleep, name="sleeper")

    def __enter__(self) -> Sleeper:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _sleep(self) -> None:
        began = time.monotonic()
        while not self._over.wait(SLEEP_S):
            woke = time.monotonic()
            self.late_s, began = max(self.late_s, woke - began - SLEEP_S), woke


def run(scene: Scene) -> Outcome:
    """One scene, with the server in a process of its own."""
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=_server, args=(scene, there), daemon=True)
    server.start()
    try:
        with Sleeper() as sleeper:
            steady, stalled = asyncio.run(_look_on(scene, here.recv()))
        here.send("stop")
        given, encodes = here.recv()
    finally:
        server.join(timeout=20)
        if server.is_alive():
            server.kill()
    return Outcome(steady, stalled, given, encodes, sleeper.late_s)


def _server(scene: Scene, pipe: Connection) -> None:
    if scene.credit:
        asyncio.run(_serve(scene, pipe))
        return
    with patch.object(Credit, "_settle", lambda self: self._free.set()):
        asyncio.run(_serve(scene, pipe))


async def _serve(scene: Scene, pipe: Connection) -> None:
    act = ToyAct()
    pictures = [_picture(number) for number in range(PRERENDERED)]
    limits = {"sockets_per_address": 2 * scene.viewers}
    if not scene.credit:
        limits["send_buffer_bytes"] = 4_000_000
    config = ServerConfig.model_validate({"limits": limits})
    with listening("127.0.0.1", 0) as listener:
        async with serving(toy_app(act, config), listener) as url:
            pipe.send(url)
            given, due = 0, time.monotonic()
            while not pipe.poll():
                given += 1
                await act.fanout.give(_shown(given, pictures[given % PRERENDERED]))
                due = max(due + 1 / scene.rate_hz, time.monotonic())  # as the player: late is not made up for by a rush
                await asyncio.sleep(due - time.monotonic())
            pipe.send((given, act.encoder.encodes))


def _picture(number: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    small = np.random.default_rng(number).integers(0, 256, (32, 32, 3), np.uint8)
    return np.ascontiguousarray(np.kron(small, np.ones((16, 16, 1), np.uint8)))


def _shown(number: int, pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> ShownFrame:
    recipe = Recipe(engine="toy", model="squares", kind="txt2img", prompt="x", seed=number, width=512, height=512)
    frame = Frame(
        number=number, pixels=pixels, recipe=recipe, keyframe=True, generation_time_s=0.0, made_at=datetime.now(UTC),
        settings_rev=number,
    )  # fmt: skip
    return ShownFrame(frame=frame, present_at_us=round(time.monotonic() * 1e6), duration_us=33_333, transition="fade")


async def _look_on(scene: Scene, url: str) -> tuple[list[Seen], Seen]:
    steady, stalled = [Seen() for _ in range(scene.viewers - 3)], Seen()
    async with asyncio.TaskGroup() as tasks:
        for seen in steady:
            tasks.create_task(_steady(url, scene.seconds, seen))
        tasks.create_task(_stalling(url, scene.seconds, stalled))
        for _ in range(2):
            tasks.create_task(_coming_and_going(url, scene.seconds))
    return steady, stalled


async def _steady(url: str, seconds: float, seen: Seen) -> None:
    async with _viewer(url) as socket:
        warm, over = time.monotonic() + WARM_UP_S, time.monotonic() + seconds
        while time.monotonic() < over:
            await _take(socket, seen if time.monotonic() > warm else Seen())


async def _stalling(url: str, seconds: float, seen: Seen) -> None:
    """Reads, stops reading for most of the time, and reads on; counted are the frames after that."""
    async with _viewer(url) as socket:
        over = time.monotonic() + seconds
        for _ in range(5):
            await _take(socket, Seen())
        socket.transport.pause_reading()
        await asyncio.sleep(0.7 * seconds)
        socket.transport.resume_reading()
        while time.monotonic() < over:
            await _take(socket, seen)


async def _coming_and_going(url: str, seconds: float) -> None:
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        async with _viewer(url) as socket:
            for _ in range(10):
                await _take(socket, Seen())


def _viewer(url: str) -> _Hello:
    return _Hello(url)


class _Hello:
    def __init__(self, url: str) -> None:
        self._connecting = connect(f"ws{url.removeprefix('http')}/ws", max_size=None, max_queue=4, compression=None)

    async def __aenter__(self) -> ClientConnection:
        socket = await self._connecting.__aenter__()
        hello = {"type": "hello", "protocol": 1, "role": "viewer", "encoding": "binary"}
        await socket.send(json.dumps(hello))
        return socket

    async def __aexit__(self, *error: object) -> None:
        await self._connecting.__aexit__(*error)  # type: ignore[arg-type]


async def _take(socket: ClientConnection, seen: Seen) -> None:
    """Wait for the next frame, note it, and acknowledge it."""
    while isinstance(message := await asyncio.wait_for(socket.recv(), 30), str):
        pass
    header, _ = unpack(message)
    seen.numbers.append(header.settings_rev)
    seen.ages_s.append(time.monotonic() - header.present_at_us / 1e6)
    await socket.send(json.dumps({"type": "ack", "seq": header.seq}))


def on_two_cores() -> None:
    """Keep this process, and those that it starts, to two cores, where the system lets one choose."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def main(argv: Sequence[str]) -> int:
    """The scene, then its control; 0 when the one is well and the other is not."""
    parser = argparse.ArgumentParser(prog="python -m trials viewers", description=__doc__)
    parser.add_argument("--viewers", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rate", type=float, default=30.0, help="frames a second")
    asked = parser.parse_args(argv)
    on_two_cores()
    scene = Scene(asked.viewers, asked.seconds, asked.rate)
    outcome = run(scene)
    ages = np.quantile([age for seen in outcome.steady for age in seen.ages_s], [0.5, 0.99])
    frames = sum(len(seen.numbers) for seen in outcome.steady)
    aged = f"aged {1e3 * ages[0]:.1f} ms (p99 {1e3 * ages[1]:.1f})"
    print(f"{len(outcome.steady)} steady viewers got {frames} frames, {aged}")
    print(
        f"{outcome.given} frames given, {outcome.encodes} encodes; stalled one: {outcome.stalled.stale()} stale frames"
    )
    print(f"the machine was late by {1e3 * outcome.late_s:.0f} ms at most; {CORES} cores")
    for said in outcome.wrong():
        print(f"WRONG: {said}")
    control = run(Scene(min(6, asked.viewers), min(8.0, asked.seconds), asked.rate, credit=False)).wrong()
    print(f"control, without credit: {'; '.join(control) or 'nothing was wrong, which is wrong'}")
    return 0 if not outcome.wrong() and control else 1


if __name__ == "__main__":
    raise SystemExit(main([]))
