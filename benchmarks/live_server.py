"""The servers that `benchmarks.live` measures, in a process of their own: ours, and the loop that one writes first."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.connection import Connection
from typing import cast

import numpy as np
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.flow.alongside import alongside
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from dreamwindow.server.serving import listening, serving
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.toy import ToyAct, toy_app


class TimedEngine(ToyEngine):
    """Works for ``takes_s`` in a thread, as a GPU does, and gives the picture back brighter by one."""

    def __init__(self, takes_s: float) -> None:
        super().__init__()
        self.info = EngineInfo(name="timed", model=f"{takes_s * 1e3:g} ms", max_side=2048)
        self.takes_s = takes_s

    async def work(self, image: Pixels, settings: Settings) -> None:
        """As a call to an engine: off the loop, for a known time."""
        await asyncio.to_thread(time.sleep, self.takes_s)


@asynccontextmanager
async def _ours(engine: TimedEngine) -> AsyncIterator[str]:
    config = ServerConfig(port=0)
    async with LiveAct(cast(EngineRoom, ToyRoom(engine)), LiveConfig()) as live:
        with listening(config.host, config.port) as listener:
            async with serving(toy_app(ToyAct(), config, live=live), listener) as url:
                yield url


@asynccontextmanager
async def _naive(engine: TimedEngine) -> AsyncIterator[str]:
    """Await a frame, await the engine, await the send: Pillow, base64 and JSON, all on the loop."""

    async def restyle(socket: WebSocket) -> None:
        await socket.accept()
        try:
            while True:
                said = json.loads(await socket.receive_text())
                data = base64.b64decode(said["image"].partition(",")[2])
                pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
                await engine.work(pixels, Settings())
                out = io.BytesIO()
                Image.fromarray(pixels + np.uint8(1)).save(out, "JPEG", quality=85)
                image = "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
                await socket.send_text(json.dumps({"type": "styled_frame", "image": image}))
        except WebSocketDisconnect:
            return

    app = Starlette(routes=[WebSocketRoute("/ws", restyle)])
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    with listening("127.0.0.1", 0) as listener:

        async def end() -> None:
            server.should_exit = True

        async with alongside(server._serve([listener.sock.dup()]), name="naive", end=end):
            yield listener.url


async def _serve(pipe: Connection, times_s: list[float]) -> None:
    async with AsyncExitStack() as stack:
        urls = []
        for takes_s in times_s:
            engine = TimedEngine(takes_s)
            ours = await stack.enter_async_context(_ours(engine))
            urls.append((ours, await stack.enter_async_context(_naive(engine))))
        pipe.send(urls)
        await asyncio.to_thread(pipe.recv)


def child(pipe: Connection, times_s: list[float]) -> None:
    """The server's process: sends the addresses of both ways for each engine, and ends when it is sent anything."""
    asyncio.run(_serve(pipe, times_s))
