"""How uvicorn treats a connection: nobody holds one by saying nothing, by sending without end, or by not reading."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from dreamwindow.config.server import ServerLimits
from dreamwindow.server.connections import Connections, Deadline
from dreamwindow.server.problems import problem

HEAD_S = 10.0
"""Seconds in which a request's head has to be here, from the connection or its first byte."""
HEAD_REMEDY = "Keep address and headers under 64 kB; lists that are longer go in parts."
LINGER_BYTES = 64_000_000
"""How much of a refused body is read and dropped, so that the refusal arrives: a reset would overtake it."""


class StallGuard:
    """Cuts a connection whose peer has taken nothing of what waits for it for ``after_s`` seconds."""

    def __init__(self, transport: asyncio.Transport, after_s: float) -> None:
        transport.set_write_buffer_limits(high=1)  # what is not taken is heard of at once; with 0, TLS waits for ever
        self._transport = transport
        self._after_s = after_s
        self._timer: asyncio.TimerHandle | None = None

    def waiting(self) -> None:
        """The system takes no more for now."""
        self._timer = asyncio.get_running_loop().call_later(self._after_s, self._transport.abort)

    def flowing(self) -> None:
        """All that waited is taken."""
        if self._timer is not None:
            self._timer.cancel()


def http_protocol(limits: ServerLimits, connections: Connections) -> type[asyncio.Protocol]:
    """The HTTP class for `uvicorn.Config`."""

    class PageProtocol(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
            super().connection_made(transport)
            self._guard = StallGuard(transport, limits.stalled_write_s)
            self._refused_bytes = 0
            self._deadline = Deadline(transport)
            self._deadline.set("head", HEAD_S)
            if not connections.enter(transport):
                transport.abort()

        def connection_lost(self, exc: Exception | None) -> None:
            self._deadline.clear()
            connections.leave(self.transport)
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            """As uvicorn does, which drops what comes after an answer, but not for ever."""
            self._refused_bytes = self._refused_bytes + len(data) if self.conn.our_state is h11.DONE else 0
            if self._refused_bytes > LINGER_BYTES:
                self.transport.abort()
                return
            super().data_received(data)
            self._wait_for_the_rest()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._wait_for_the_rest()

        def send_400_response(self, msg: str) -> None:
            """As uvicorn does, but for plain text: every error of ours is a problem document."""
            refusal = problem(400, "That is no HTTP request, or its head is too long.", HEAD_REMEDY, name="no-request")
            headers = [*refusal.raw_headers, (b"connection", b"close")]
            for event in (
                h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
                h11.Data(data=bytes(refusal.body)),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
            self.transport.close()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._guard.waiting()

        def resume_writing(self) -> None:
            self._guard.flowing()
            super().resume_writing()

        def _wait_for_the_rest(self) -> None:
            """Of a request that has begun: its head soon, its body in good time. Between two, uvicorn waits itself."""
            if self.transport.get_protocol() is not self:  # it became a WebSocket, which has rules of its own
                self._deadline.clear()
            elif self.conn.their_state is h11.SEND_BODY:
                self._deadline.set("body", limits.request_s)
            elif self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
                self._deadline.set("head", HEAD_S)
            else:
                self._deadline.clear()

    return PageProtocol


def socket_protocol(limits: ServerLimits, connections: Connections) -> type[asyncio.Protocol]:
    """The WebSocket class for `uvicorn.Config`: what lies in the system's buffer goes stale, so that is small."""

    class ViewerProtocol(WebSocketsSansIOProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            self._guard = StallGuard(self.transport, limits.stalled_write_s)
            sock = transport.get_extra_info("socket")
            if sock is not None and limits.send_buffer_bytes is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.send_buffer_bytes)

        def connection_lost(self, exc: Exception | None) -> None:
            connections.leave(self.transport)
            super().connection_lost(exc)

        async def send(self, message: Any) -> None:
            """As uvicorn does, which logs an error for each socket that was refused as it should be."""
            await super().send(message)
            if message["type"] == "websocket.http.response.body" and not message.get("more_body", False):
                self.handshake_complete = True

        def send_receive_event_to_app(self) -> None:
            """As uvicorn does, which logs a traceback for each text that is not UTF-8: a peer's fault, not ours."""
            if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
                self.frames = []
                self.conn.send_close(1007)
                self.handle_parser_exception()
                return
            super().send_receive_event_to_app()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._guard.waiting()

        def resume_writing(self) -> None:
            self._guard.flowing()
            super().resume_writing()

    return ViewerProtocol


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
