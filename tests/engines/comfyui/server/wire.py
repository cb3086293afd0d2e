"""A bare HTTP and WebSocket server on real sockets, in which every connection can be broken at any point."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

import h11
from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Request:
    """``query`` holds the first value of each name."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> object:
        """Raises `ValueError`, as a server that trusts its clients does."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Response:
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"

    @classmethod
    def of(cls, value: object, status: int = 200) -> Response:
        return cls(status, json.dumps(value).encode())


class Broken(Exception):
    """The connection breaks here, without an answer."""


class Silence(Exception):
    """No answer ever comes, until the other side has had enough."""


class Channel:
    """One WebSocket, from the server's side. Sending to a closed one does nothing."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._protocol = Protocol(Side.SERVER, max_size=None)
        self.heard: list[str] = []
        self.on_message: Callable[[str], None] = self.heard.append

    def send(self, data: str | bytes) -> None:
        if self._writer.is_closing():
            return
        if isinstance(data, str):
            self._protocol.send_text(data.encode())
        else:
            self._protocol.send_binary(data)
        self._flush()

    def abort(self) -> None:
        """TCP is gone, with no close frame."""
        self._writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, trailing: bytes) -> None:
        """Take what comes until the other side is gone."""
        data = trailing
        while True:
            if data:
                self._protocol.receive_data(data)
                for event in self._protocol.events_received():
                    if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                        self.on_message(bytes(event.data).decode())
                self._flush()
            if self._protocol.close_expected():
                return
            data = await reader.read(_CHUNK)
            if not data:
                return

    def _flush(self) -> None:
        for chunk in self._protocol.data_to_send():
            if chunk:
                self._writer.write(chunk)


Answer: TypeAlias = Callable[[Request], Awaitable[Response]]
Open: TypeAlias = Callable[[Request, Channel], Callable[[], None]]
"""Takes a new WebSocket; gives back what to do when it is closed."""
Admit: TypeAlias = Callable[[Request], int]
"""101 to let a WebSocket in, or the status to refuse it with. May raise `Broken`."""


class Wire:
    """``async with Wire(answer, admit, open_channel) as wire:`` listens on ``wire.port``; `kill` and `listen` again.

    In between the port is held: the system would give it to the next server that asks, another test's on this machine
    say, and whoever waits for ours would take that one for it.
    """

    def __init__(self, answer: Answer, admit: Admit, open_channel: Open) -> None:
        self._answer = answer
        self._admit = admit
        self._open = open_channel
        self.on_closed: Callable[[], None] = lambda: None
        self._server: asyncio.Server | None = None
        self._held: socket.socket | None = None
        self._connections: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}
        self.port = 0

    async def __aenter__(self) -> Wire:
        await self.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def connections(self) -> int:
        """How many TCP connections are open."""
        return len(self._connections)

    async def listen(self) -> None:
        self._let_go()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def kill(self) -> None:
        """Every connection breaks, and nobody listens any more."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._held = _hold(self.port)
        tasks = [task for task in self._connections.values() if task is not None]
        for writer, task in list(self._connections.items()):
            writer.transport.abort()
            if task is not None:
                task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """As `kill`, and for good."""
        await self.kill()
        self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections[writer] = asyncio.current_task()
        try:
            await self._serve(reader, writer)
        except (Broken, ConnectionError, h11.RemoteProtocolError):
            writer.transport.abort()
        except asyncio.CancelledError:  # killed; the streams would report it as an error of ours
            writer.transport.abort()
        finally:
            self._connections.pop(writer, None)
            writer.close()
            self.on_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        http = h11.Connection(h11.SERVER)
        while True:
            request = await _request(http, reader)
            if request is None:
                return
            if request.headers.get("upgrade", "").lower() == "websocket":
                await self._websocket(http, request, reader, writer)
                return
            try:
                response = await self._answer(request)
            except Silence:
                await reader.read()
                raise Broken from None
            _respond(http, writer, response)
            await writer.drain()
            if http.our_state is h11.MUST_CLOSE:
                return
            http.start_next_cycle()

    async def _websocket(
        self, http: h11.Connection, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        status = self._admit(request)
        if status != 101:
            writer.write(b"HTTP/1.1 %d Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)
            return
        key = request.headers["sec-websocket-key"]
        accept = base64.b64encode(hashlib.sha1(f"{key}{_GUID}".encode()).digest()).decode()
        headers = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)]
        writer.write(http.send(h11.InformationalResponse(status_code=101, headers=headers)) or b"")
        channel = Channel(writer)
        closed = self._open(request, channel)
        try:
            await channel.serve(reader, http.trailing_data[0])
        finally:
            closed()


def _hold(port: int) -> socket.socket:
    """Bound, and so nobody else's; it does not listen, and so refuses whoever connects."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that broke may linger
    held.bind(("127.0.0.1", port))
    return held


async def _request(http: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    head, body = None, b""
    while True:
        event = http.next_event()
        if event is h11.NEED_DATA:
            http.receive_data(await reader.read(_CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return _read(head, body)
        else:
            return None


def _read(head: h11.Request, body: bytes) -> Request:
    parts = urlsplit(head.target.decode())
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    headers = {name.decode().lower(): value.decode() for name, value in head.headers}
    return Request(head.method.decode(), unquote(parts.path), query, headers, body)


def _respond(http: h11.Connection, writer: asyncio.StreamWriter, response: Response) -> None:
    headers = [("Content-Type", response.content_type), ("Content-Length", str(len(response.body)))]
    for event in (
        h11.Response(status_code=response.status, headers=headers),
        h11.Data(data=response.body),
        h11.EndOfMessage(),
    ):
        writer.write(http.send(event) or b"")
