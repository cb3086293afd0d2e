"""A WebSocket without a network: drives the app as uvicorn does, in virtual time where the test has it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from dreamwindow.server.openapi import DescribedApp

HELLO = {"type": "hello", "protocol": 1, "role": "viewer", "encoding": "binary"}


class AsgiSocket:
    """What a client sees. ``reading`` false stands for a peer whose buffers are full: the server's sends wait.
    ``fault`` is what a send to it raises, as for a peer that is gone."""

    def __init__(self) -> None:
        self.close_code: int | None = None
        self.status: int | None = None
        self.fault: Exception | None = None
        self.reading = asyncio.Event()
        self.reading.set()
        self._down: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._up.put_nowait({"type": "websocket.connect"})

    async def receive(self) -> dict[str, Any]:
        return await self._up.get()

    async def send(self, message: Any) -> None:
        if message["type"] == "websocket.send":
            await self.reading.wait()
            if self.fault is not None:
                raise self.fault
        await self._down.put(message)

    def say(self, message: object) -> None:
        """An object as JSON, or text or bytes as they are."""
        if isinstance(message, bytes):
            self._up.put_nowait({"type": "websocket.receive", "bytes": message})
        else:
            text = message if isinstance(message, str) else json.dumps(message)
            self._up.put_nowait({"type": "websocket.receive", "text": text})

    def hang_up(self) -> None:
        self._up.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def hear(self) -> Any:
        """The next message: an object, or the bytes of a frame. Raises `EOFError` when the server closed."""
        message = await self._down.get()
        if message["type"] == "websocket.close":
            self.close_code = message["code"]
            raise EOFError(message.get("reason", ""))
        if message["type"] == "websocket.http.response.start":
            self.status = message["status"]
            raise EOFError(f"refused with {self.status}")
        if message["type"] == "websocket.accept":
            return await self.hear()
        data = message.get("bytes")
        return data if data is not None else json.loads(message["text"])

    async def hear_of(self, kind: str) -> Any:
        """The next message of this type, passing over others."""
        while True:
            message = await self.hear()
            if isinstance(message, dict) and message["type"] == kind:
                return message

    async def hear_frame(self) -> bytes:
        """The next frame, passing over messages."""
        while not isinstance(message := await self.hear(), bytes):
            continue
        return message

    def unheard(self) -> list[Any]:
        """What lies there, unread."""
        messages = []
        while not self._down.empty():
            messages.append(self._down.get_nowait())
        return [message.get("bytes") or message.get("text") for message in messages]


@asynccontextmanager
async def connected(
    app: DescribedApp, headers: dict[str, str] | None = None, query: str = ""
) -> AsyncIterator[AsgiSocket]:
    """A socket that hangs up at the end; the app has to return then."""
    socket = AsgiSocket()
    sent = {"host": "127.0.0.1:8000"} | (headers or {})
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "scheme": "ws",
        "path": "/ws",
        "raw_path": b"/ws",
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
        "subprotocols": [],
        "state": {},
        "extensions": {"websocket.http.response": {}},
    }
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(app(scope, socket.receive, socket.send))
        yield socket
        socket.reading.set()
        socket.hang_up()
