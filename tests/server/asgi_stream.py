"""A viewer of ``/stream.mjpeg`` without a network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from dreamwindow.server.mjpeg import BOUNDARY
from dreamwindow.server.openapi import DescribedApp

__all__ = ["BOUNDARY", "AsgiStream", "streaming"]


class AsgiStream:
    """``reading`` false stands for a player whose buffers are full: the server's sends wait."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.finished = False
        self.ended = asyncio.Event()
        self.reading = asyncio.Event()
        self.reading.set()
        self.gone = asyncio.Event()
        self._bytes = b""
        self._more = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        await self.reading.wait()
        self._bytes += message["body"]
        self.finished = not message.get("more_body", False)
        self._more.set()

    async def picture(self) -> bytes:
        """The next picture that is whole, as a browser sees it: with the boundary after it."""
        delimiter = b"\r\n--" + BOUNDARY + b"\r\n"
        while delimiter not in self._bytes:
            self._more.clear()
            await self._more.wait()
        part, _, self._bytes = self._bytes.partition(delimiter)
        head, _, picture = part.partition(b"\r\n\r\n")
        assert b"Content-Length: %d" % len(picture) in head
        return picture


@asynccontextmanager
async def streaming(app: DescribedApp, path: str = "/stream.mjpeg") -> AsyncIterator[AsgiStream]:
    """A stream that the viewer leaves at the end; the app has to return then."""
    stream = AsgiStream()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8000")],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }

    async def run() -> None:
        await app(scope, stream.receive, stream.send)
        stream.ended.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run())
        yield stream
        stream.reading.set()
        stream.gone.set()
