"""``/stream.mjpeg``: the dream, or a source, for players, OBS and ``<img>``; each gets the newest frame when it can."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dreamwindow.flow.fanout import Fanout
from dreamwindow.server.context import ServerContext

Shows = Callable[[], AbstractAsyncContextManager[Fanout]]
"""What is looked on at, for as long as its block lasts."""
BOUNDARY = b"dreamwindow-frame"
MEDIA_TYPE = f"multipart/x-mixed-replace; boundary={BOUNDARY.decode()}"
STREAM_HEADERS: Mapping[str, str] = {
    "Content-Type": MEDIA_TYPE,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Connection": "close",
}


class MjpegStream(Response):
    """An ASGI answer that lasts until the viewer goes, stalls, or the server closes. ``shows`` is the dream if none is
    given."""

    def __init__(self, context: ServerContext, address: str, shows: Shows | None = None) -> None:
        super().__init__()
        self._shows = shows or _dream(context)
        self._context = context
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until it ends."""
        with self._context.doors.entered(self._address):
            await send({"type": "http.response.start", "status": 200, "headers": _raw(STREAM_HEADERS)})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b""})
                return
            async with asyncio.TaskGroup() as tasks:
                ends = [
                    tasks.create_task(self._stream(send), name="mjpeg stream"),
                    tasks.create_task(_gone(receive), name="mjpeg viewer's departure"),
                    tasks.create_task(self._close(send), name="mjpeg closing"),
                ]
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                for task in ends:
                    task.cancel()

    async def _stream(self, send: Send) -> None:
        """Every part ends with the next boundary, since browsers show a picture only when they see that."""
        act = self._context.act
        await send({"type": "http.response.body", "body": b"--" + BOUNDARY + b"\r\n", "more_body": True})
        async with self._shows() as fanout, fanout.watch() as newest:
            while True:
                shown = await newest.get()
                jpeg = await act.encoder.encode(shown.frame, "jpeg")
                await send({"type": "http.response.body", "body": part(jpeg), "more_body": True})

    async def _close(self, send: Send) -> None:
        await self._context.doors.closing.wait()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _dream(context: ServerContext) -> Shows:
    return lambda: nullcontext(context.act.fanout)


def part(jpeg: bytes) -> bytes:
    """One picture of the stream, with the boundary after it."""
    head = b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
    return head + jpeg + b"\r\n--" + BOUNDARY + b"\r\n"


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
