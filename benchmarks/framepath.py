"""Processor time a frame from the buffer to a viewer's socket, beside JSON with base64 and Pillow, at 512x512.

A server in a process of its own shows pre-rendered frames at 30 Hz to one viewer, without a recorder. The figure is
its processor time over a stretch of frames, less what it spends idle over the same time, divided by the frames.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import io
import json
import multiprocessing
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from multiprocessing.connection import Connection

import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.measure import Figure, Pair, verdict
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.player import Player
from dreamwindow.engines.registry import create
from dreamwindow.flow.alongside import alongside
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.server.serving import listening, serving
from dreamwindow.wire.header import unpack
from tests.server.toy import MADE_AT, ToyAct, toy_app

RATE_HZ = 30.0
FRAMES = 90
PICTURES = 12
SIDE = 512
UNDER_MS = 5.0
HELLO = json.dumps({"type": "hello", "protocol": 1, "role": "viewer", "encoding": "binary"})


async def _pictures() -> list[Frame]:
    """Real pictures: flat ones would be too easy for a JPEG."""
    recipe = Recipe(
        engine="procedural", model="x", kind="txt2img", prompt="misty forest", seed=1, width=SIDE, height=SIDE
    )
    async with create("procedural", EngineOptions()) as engine:
        recipes = [replace(recipe, model=engine.info.model, seed=float(seed)) for seed in range(PICTURES)]
        made = [(one, await engine.generate(one)) for one in recipes]
    return [
        Frame(number=1, pixels=pixels, recipe=one, keyframe=True, generation_time_s=0.0, made_at=MADE_AT)
        for one, pixels in made
    ]


async def _show(pictures: Sequence[Frame], fanout: Fanout, frames: int) -> None:
    """Buffer, player, fan-out: as in a dream, but for the making."""
    buffer = FrameBuffer(8)
    player = Player(buffer, fanout.give, lambda event: None, SystemClock(), RATE_HZ)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(player.run())
        for number in range(1, frames + 1):
            await buffer.put(replace(pictures[number % len(pictures)], number=number))
        await buffer.close()


async def _cpu_ms_a_frame(pictures: Sequence[Frame], fanout: Fanout) -> float:
    length_s = FRAMES / RATE_HZ
    began = time.process_time()
    await asyncio.sleep(length_s)
    idle_s = time.process_time() - began
    began = time.process_time()
    await _show(pictures, fanout, FRAMES)
    return (time.process_time() - began - idle_s) * 1e3 / FRAMES


@asynccontextmanager
async def _naive(fanout: Fanout, last: ShownFrame) -> AsyncIterator[str]:
    """What one writes first: for every viewer and frame Pillow, base64, JSON."""

    async def send_frames(socket: WebSocket) -> None:
        await socket.accept()
        async with fanout.watch() as newest:
            while True:
                frame = (await newest.get()).frame
                data = io.BytesIO()
                Image.fromarray(frame.pixels).save(data, "JPEG", quality=85)
                image = "data:image/jpeg;base64," + base64.b64encode(data.getvalue()).decode()
                try:
                    await socket.send_text(json.dumps({"type": "frame", "seq": frame.number, "image": image}))
                except WebSocketDisconnect:
                    return

    app = Starlette(routes=[WebSocketRoute("/ws", send_frames)])
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    with listening("127.0.0.1", 0) as listener:

        async def end() -> None:
            await fanout.give(last)  # its handlers notice only when they send
            server.should_exit = True

        async with alongside(server._serve([listener.sock.dup()]), name="naive", end=end):
            yield listener.url


@asynccontextmanager
async def _ours(act: ToyAct) -> AsyncIterator[str]:
    config = ServerConfig(port=0)
    with listening(config.host, config.port) as listener:
        async with serving(toy_app(act, config), listener) as url:
            yield url


async def _serve(pipe: Connection) -> None:
    """Answers each message on ``pipe``, ``ours`` or ``naive``, with a figure; anything else ends it."""
    act, plain = ToyAct(), Fanout()
    pictures = await _pictures()
    last = ShownFrame(frame=pictures[0], present_at_us=0, duration_us=0, transition="cut")
    async with _ours(act) as ours, _naive(plain, last) as naive:
        pipe.send((ours, naive))
        while (asked := await asyncio.to_thread(pipe.recv)) in ("ours", "naive"):
            fanout = act.fanout if asked == "ours" else plain
            pipe.send(await _cpu_ms_a_frame(pictures, fanout))


def _child(pipe: Connection) -> None:
    asyncio.run(_serve(pipe))


async def _view(socket: ClientConnection, got: list[int]) -> None:
    """A viewer that does as the page does: takes a frame, acknowledges it."""
    async for message in socket:
        if isinstance(message, bytes):
            header, _ = unpack(message)
            got.append(header.seq)
            await socket.send(json.dumps({"type": "ack", "seq": header.seq}))
        elif (said := json.loads(message))["type"] == "frame":
            got.append(said["seq"])


async def _ask(pipe: Connection, way: str, url: str) -> float:
    """One sample; the viewer has to have got all but a few of the frames, else the figure would flatter."""
    got: list[int] = []
    async with connect(url.replace("http", "ws", 1) + "/ws", max_size=2**24) as socket:
        if way == "ours":
            await socket.send(HELLO)
        async with asyncio.TaskGroup() as tasks:
            viewing = tasks.create_task(_view(socket, got))
            pipe.send(way)
            sample = float(await asyncio.to_thread(pipe.recv))
            viewing.cancel()
    if len(got) < 0.95 * FRAMES:
        raise RuntimeError(f"the viewer of {way} got {len(got)} of {FRAMES} frames: the machine is too busy to measure")
    return sample


async def _measure(pipe: Connection, n: int) -> Pair:
    ours, naive = await asyncio.to_thread(pipe.recv)
    turns = [(await _ask(pipe, "ours", ours), await _ask(pipe, "naive", naive)) for _ in range(n)]
    pipe.send("end")
    return Pair(
        Figure("buffer to viewer's socket, a frame", [a for a, _ in turns], "ms CPU"),
        Figure("Pillow, base64, JSON, a frame", [b for _, b in turns], "ms CPU"),
    )


def measure(n: int) -> Pair:
    """``n`` turns of each."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_child, args=(there,))
    server.start()
    try:
        return asyncio.run(_measure(here, n))
    finally:
        server.join(30)
        server.kill()


def main(argv: Sequence[str]) -> None:
    """Print both, beside what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks framepath", description=__doc__)
    parser.add_argument("--n", type=int, default=5, help="turns of each")
    pair = measure(parser.parse_args(argv).n)
    print(pair)
    print(verdict(pair.ours, UNDER_MS))
