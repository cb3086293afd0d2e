"""How uvicorn treats a connection: nobody holds one by saying nothing, by sending without end, or by not reading."""

from __future__ import annotations

import asyncio
import socket

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

FIRST_REQUEST_S = 10.0
LINGER_BYTES = 64_000_000
"""How much of a refused body is read and dropped, so that the refusal arrives: a reset would overtake it."""
FLUSH_TIMEOUT_S = 5.0


class WebProtocol(H11Protocol):
    """HTTP, with a limit on silence before the first request and on what is sent after a refusal."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock for the first request."""
        super().connection_made(transport)
        self._refused_bytes = 0
        self.loop.call_later(FIRST_REQUEST_S, self._close_if_silent)

    def data_received(self, data: bytes) -> None:
        """As h11 does, but not for ever."""
        self._refused_bytes = self._refused_bytes + len(data) if self.conn.our_state is h11.DONE else 0
        if self._refused_bytes > LINGER_BYTES:
            self.transport.abort()
            return
        super().data_received(data)

    def _close_if_silent(self) -> None:
        if self.cycle is None and self.transport.get_protocol() is self:
            self.transport.close()


def socket_protocol(send_buffer_bytes: int | None) -> type[asyncio.Protocol]:
    """The WebSocket class for `uvicorn.Config`, with a small send buffer; ``None`` leaves it to the system."""

    class ViewerProtocol(WebSocketsSansIOProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            sock = transport.get_extra_info("socket")
            if sock is not None and send_buffer_bytes is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer_bytes)

        async def run_asgi(self) -> None:
            """When the conversation is over, what cannot be flushed in `FLUSH_TIMEOUT_S` is dropped."""
            try:
                await super().run_asgi()
            finally:
                self.loop.call_later(FLUSH_TIMEOUT_S, self.transport.abort)

    return ViewerProtocol
