"""The delay that a camera's frame meets beyond the engine's own time, over loopback at 512x512, beside the naive loop.

A camera of 30 frames/s sends JPEGs of real pictures, whatever comes back, to a server in a process of its own whose
engine takes a known time: 20 ms, which keeps up, and 50 ms, which does not. The delay is from the moment before a frame
is sent to the moment at which its restyled picture is there, encoded, less the engine's time. With the faster engine it
is what we add; with the slower one it also holds the wait for an engine that is at work on the frame before.

Over WebRTC the same pictures go as video, and the delay ends when the restyled one is decoded. Both sides are
aiortc here, which gives a frame away when the next one begins: a frame interval each way, and that is in the figure.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import multiprocessing
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Literal

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.live_rtc import RtcCamera
from benchmarks.live_server import child
from benchmarks.measure import Figure, verdict
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.registry import create
from dreamwindow.imaging.codec import decode_camera, encode_jpeg
from dreamwindow.model.recipe import Recipe
from dreamwindow.wire.header import FrameHeader, Payload, unpack

Way = Literal["binary", "json", "webrtc", "naive"]
RATE_HZ = 30.0
SIDE = 512
PICTURES = 8
WARM_UP = 10
FAST_S, SLOW_S = 0.020, 0.050
P50_MS, P95_MS = 8.0, 20.0
RTC_MS = 2 * 1e3 / RATE_HZ + 30
HELLO = json.dumps({"type": "hello", "protocol": 1, "role": "camera", "encoding": "binary"})


async def _pictures() -> list[bytes]:
    """Real pictures: flat ones would be too easy for a JPEG."""
    async with create("procedural", EngineOptions()) as engine:
        info = engine.info
        recipes = [
            Recipe(
                engine=info.name, model=info.model, kind="txt2img", prompt="misty forest", seed=seed, width=SIDE,
                height=SIDE,
            )
            for seed in range(PICTURES)
        ]  # fmt: skip
        return [encode_jpeg(await engine.generate(recipe)) for recipe in recipes]


@dataclass(slots=True)
class _Camera:
    """Sends on its own beat; ``ages_s`` are those of the frames that came back, in their order."""

    socket: ClientConnection
    way: Way
    pictures: Sequence[bytes]
    ages_s: list[float] = field(default_factory=list)
    _sent: deque[float] = field(default_factory=deque)

    async def film(self, seconds: float) -> None:
        if self.way == "binary":
            await self.socket.send(HELLO)
        messages = [self._message(data) for data in self.pictures]
        async with asyncio.TaskGroup() as tasks:
            hearing = tasks.create_task(self._hear())
            began = time.monotonic()
            for number in range(round(seconds * RATE_HZ)):
                await asyncio.sleep(began + number / RATE_HZ - time.monotonic())
                await self._send(messages[number % len(messages)])
            hearing.cancel()

    def _message(self, data: bytes) -> bytes | str:
        if self.way == "binary":
            return data
        return base64.b64encode(data).decode()

    async def _send(self, picture: bytes | str) -> None:
        now_us = int(time.monotonic() * 1e6)
        if isinstance(picture, bytes):
            header = FrameHeader(kind=Payload.JPEG, seq=1, width=SIDE, height=SIDE, capture_ts_us=now_us)
            await self.socket.send(header.pack() + picture)
        else:
            self._sent.append(now_us / 1e6)
            frame = {"type": "frame", "image": f"data:image/jpeg;base64,{picture}"}
            await self.socket.send(json.dumps(frame | ({} if self.way == "naive" else {"capture_ts_us": now_us})))

    async def _hear(self) -> None:
        async for message in self.socket:
            now = time.monotonic()
            if isinstance(message, bytes):
                header, _ = unpack(message)
                self.ages_s.append(now - header.capture_ts_us / 1e6)
                await self.socket.send(json.dumps({"type": "ack", "seq": header.seq}))
            elif (said := json.loads(message))["type"] == "styled_frame":
                sent = said["capture_ts_us"] / 1e6 if "capture_ts_us" in said else self._sent.popleft()
                self.ages_s.append(now - sent)


async def _added_ms(url: str, way: Way, engine_s: float, pictures: Sequence[bytes], seconds: float) -> list[float]:
    if way == "webrtc":
        video = RtcCamera(url, [decode_camera(picture) for picture in pictures], RATE_HZ)
        await video.film(seconds)
        return [(age - engine_s) * 1e3 for age in video.ages_s[WARM_UP:]]
    async with connect(url.replace("http", "ws", 1) + "/ws", max_size=2**24) as socket:
        camera = _Camera(socket, way, pictures)
        await camera.film(seconds)
    return [(age - engine_s) * 1e3 for age in camera.ages_s[WARM_UP:]]


async def _measure(pipe: Connection, turns: int, seconds: float) -> dict[tuple[float, Way], Figure]:
    pictures = await _pictures()
    urls = await asyncio.to_thread(pipe.recv)
    ways: tuple[Way, ...] = ("binary", "json", "webrtc", "naive")
    samples: dict[tuple[float, Way], list[float]] = {
        (engine_s, way): [] for engine_s in (FAST_S, SLOW_S) for way in ways
    }
    for _ in range(turns):
        for (engine_s, way), found in samples.items():
            ours, naive = urls[(FAST_S, SLOW_S).index(engine_s)]
            found += await _added_ms(naive if way == "naive" else ours, way, engine_s, pictures, seconds)
    pipe.send("end")
    return {key: Figure(f"{key[1]}, engine {key[0] * 1e3:g} ms: added", found) for key, found in samples.items()}


def measure(turns: int, seconds: float) -> dict[tuple[float, Way], Figure]:
    """Added delays by engine time in seconds and way; ``turns`` of ``seconds`` each."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=child, args=(there, [FAST_S, SLOW_S]))
    server.start()
    try:
        return asyncio.run(_measure(here, turns, seconds))
    finally:
        server.join(30)
        server.kill()


def main(argv: Sequence[str]) -> None:
    """Print all, beside what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks live", description=__doc__)
    parser.add_argument("--turns", type=int, default=3, help="turns of each")
    parser.add_argument("--seconds", type=float, default=8.0, help="of each turn")
    asked = parser.parse_args(argv)
    figures = measure(asked.turns, asked.seconds)
    for figure in figures.values():
        print(figure)
    ours = figures[FAST_S, "binary"]
    print(verdict(ours, P50_MS))
    p95 = ours.quantile(0.95)
    print(f"{'reached' if p95 < P95_MS else 'MISSED'}: 95% within {p95:.2f} ms, asked: {P95_MS:g} ms")
    print(verdict(figures[FAST_S, "webrtc"], RTC_MS))
