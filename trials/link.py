"""A camera on a link that carries a third of its frames: the picture stays fresh, and does not grow older.

In a network namespace of its own, both ways over the loopback are shaped to ten of the camera's thirty frames a second.
Ours is what the page does: at most two frames under way. Beside it, in the same run, the loop that one writes first,
which sends every frame; that is the control too, since it has to fail. Needs Linux, `unshare` and `tc`.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.live_server import child
from benchmarks.measure import Figure
from dreamwindow.imaging.codec import encode_jpeg, load_image
from dreamwindow.wire.header import FrameHeader, Payload, unpack
from tests.conftest import DATA

RATE_HZ = 30.0
SHARE = 3
ENGINE_S = 0.010
UNDER_WAY = 2
OLDEST_S = 0.3
WARM_UP_S = 1.0
HELLO = json.dumps({"type": "hello", "protocol": 1, "role": "camera", "encoding": "binary"})
TOOLS = ("unshare", "tc", "ip")


@dataclass(slots=True)
class Camera:
    """Thirty frames a second; ``ages_s`` of those that came back, with when they did."""

    socket: ClientConnection
    picture: bytes
    ages_s: list[tuple[float, float]] = field(default_factory=list)
    under_way: deque[int] = field(default_factory=deque)

    async def ours(self, seconds: float) -> None:
        """Send the newest picture while fewer than two are under way."""
        await self.socket.send(HELLO)
        async with asyncio.TaskGroup() as tasks:
            hearing = tasks.create_task(self._hear())
            async for now_us in _beats(seconds):
                if len(self.under_way) < UNDER_WAY:
                    self.under_way.append(now_us)
                    header = FrameHeader(kind=Payload.JPEG, seq=1, width=512, height=512, capture_ts_us=now_us)
                    await self.socket.send(header.pack() + self.picture)
            hearing.cancel()

    async def naive(self, seconds: float) -> None:
        """Send every picture."""
        image = "data:image/jpeg;base64," + base64.b64encode(self.picture).decode()
        frame = json.dumps({"type": "frame", "image": image})
        async with asyncio.TaskGroup() as tasks:
            hearing = tasks.create_task(self._hear_naively())
            async for now_us in _beats(seconds):
                self.under_way.append(now_us)
                await self.socket.send(frame)
            hearing.cancel()

    async def _hear(self) -> None:
        async for message in self.socket:
            if isinstance(message, bytes):
                header, _ = unpack(message)
                while self.under_way and self.under_way[0] <= header.capture_ts_us:
                    self.under_way.popleft()
                self._came(header.capture_ts_us)
                await self.socket.send(json.dumps({"type": "ack", "seq": header.seq}))

    async def _hear_naively(self) -> None:
        async for _ in self.socket:
            self._came(self.under_way.popleft())

    def _came(self, stamp_us: int) -> None:
        now = time.monotonic()
        self.ages_s.append((now, now - stamp_us / 1e6))


async def _beats(seconds: float) -> AsyncIterator[int]:
    """The camera's moments, in µs. Who is too late for one gets it all the same, as it was taken then."""
    began = time.monotonic()
    for number in range(round(seconds * RATE_HZ)):
        at = began + number / RATE_HZ
        await asyncio.sleep(at - time.monotonic())
        yield int(at * 1e6)


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages in seconds after a second of warming up; ``growth_s`` is the last third's median less the first third's."""

    whole: Figure
    growth_s: float

    @property
    def stale(self) -> bool:
        """Whether it is not what it should be."""
        return self.whole.quantile(0.95) >= OLDEST_S or self.growth_s >= OLDEST_S / 3

    def __str__(self) -> str:
        return f"{self.whole}, from the first third to the last {self.growth_s:+.3f} s"


def judged(name: str, ages_s: Sequence[tuple[float, float]]) -> Ages:
    """What came back, as pairs of when and how old."""
    began = ages_s[0][0]
    ages = [age for at, age in ages_s if at - began > WARM_UP_S]
    third = len(ages) // 3
    return Ages(Figure(name, ages, "s"), Figure("", ages[-third:]).median - Figure("", ages[:third]).median)


def _shape(ports: Sequence[int], frame_bytes: int) -> None:
    """Each way gets what ten frames a second need; the rest of the loopback is left as it is."""
    rate = f"{round(frame_bytes * 8 * RATE_HZ / SHARE)}bit"
    for command in (
        "ip link set lo up mtu 1500",
        "tc qdisc add dev lo root handle 1: htb",
        f"tc class add dev lo parent 1: classid 1:1 htb rate {rate} burst 15k",
        f"tc class add dev lo parent 1: classid 1:2 htb rate {rate} burst 15k",
        *(
            f"tc filter add dev lo parent 1: protocol ip u32 match ip {side} {port} 0xffff flowid 1:{number}"
            for port in ports
            for number, side in ((1, "dport"), (2, "sport"))
        ),
    ):
        subprocess.run(command.split(), check=True)


async def _film(url: str, way: str, picture: bytes, seconds: float) -> Ages:
    async with connect(
        url.replace("http", "ws", 1) + "/ws", max_size=2**24, compression=None, close_timeout=1
    ) as socket:
        camera = Camera(socket, picture)
        await (camera.ours(seconds) if way == "ours" else camera.naive(seconds))
    return judged(way, camera.ages_s)


def inside(seconds: float) -> tuple[Ages, Ages]:
    """Ours and the naive way, one after the other, in a namespace that is ours to shape."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    picture = encode_jpeg(load_image(DATA / "photo.jpg"))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=child, args=(there, [ENGINE_S]))
    server.start()
    try:
        [(ours, naive)] = here.recv()
        _shape([int(url.rpartition(":")[2]) for url in (ours, naive)], len(picture))
        found = [asyncio.run(_film(url, way, picture, seconds)) for way, url in (("ours", ours), ("naive", naive))]
        here.send("end")
        return found[0], found[1]
    finally:
        server.join(10)
        server.kill()


def why_not() -> str:
    """What keeps this from being tried here; empty if nothing does."""
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        return f"no {missing[0]} on the PATH"
    tried = subprocess.run(
        [*_alone(), "tc", "qdisc", "add", "dev", "lo", "root", "handle", "1:", "htb"], capture_output=True
    )
    return "" if tried.returncode == 0 else f"no network namespace may be shaped: {tried.stderr.decode().strip()}"


def _alone() -> list[str]:
    """In a network namespace of its own."""
    return ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]


def main(argv: Sequence[str]) -> int:
    """A minute of each."""
    parser = argparse.ArgumentParser(prog="python -m trials link", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of each way")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if not asked.inside:
        if reason := why_not():
            print(f"Cannot be tried here: {reason}.")
            return 2
        again = [sys.executable, "-m", "trials", "link", "--inside", "--seconds", str(asked.seconds)]
        return subprocess.run([*_alone(), *again]).returncode
    ours, naive = inside(asked.seconds)
    print(ours, naive, sep="\n")
    faults = ["ours is stale"] if ours.stale else []
    faults += [] if naive.stale else ["the control, the naive way, is not stale: the link was no obstacle"]
    print(
        *faults or [f"fresh: 95% within {ours.whole.quantile(0.95):.3f} s, asked: {OLDEST_S:g} s, and flat"], sep="\n"
    )
    return 1 if faults else 0
