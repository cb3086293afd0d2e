"""Peer: the other end of a conversation, which may be gone at any moment."""

from __future__ import annotations

import asyncio
from typing import Protocol

from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from dreamwindow.wire.views import Wire

CLOSE_TIMEOUT_S = 1.0


class Leave(Exception):
    """The conversation is over; ``code`` is `None` when the peer is gone already."""

    def __init__(self, code: int | None = None, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Peer(Protocol):
    """Hears and tells. Whatever finds the peer gone raises `Leave`; several tasks may tell at once."""

    async def hear(self) -> Message:
        """The next message: ``text`` or ``bytes``, or a camera's ``picture`` with its ``stamp``."""
        ...

    async def tell(self, message: Wire) -> None:
        """Send a JSON message."""
        ...

    async def give(self, data: bytes) -> None:
        """Send a binary message."""
        ...

    async def dismiss(self, leave: Leave) -> None:
        """Say why it is over, if the peer still hears it."""
        ...


class SocketPeer:
    """The other end of a WebSocket."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def hear(self) -> Message:
        """The next message, text or bytes, as ASGI gives it."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise Leave
        return message

    async def tell(self, message: Wire) -> None:
        """Send a JSON message."""
        await self._send({"type": "websocket.send", "text": message.model_dump_json()})

    async def give(self, data: bytes) -> None:
        """Send a binary message."""
        await self._send({"type": "websocket.send", "bytes": data})

    async def dismiss(self, leave: Leave) -> None:
        """Send a close frame, if the peer still takes one; if not, the connection is cut when the app returns."""
        if leave.code is None:
            return
        message = {"type": "websocket.close", "code": leave.code, "reason": leave.reason}
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._send(message)
        except (TimeoutError, Leave):
            return

    async def _send(self, message: Message) -> None:
        try:
            await self._socket.send(message)
        except (WebSocketDisconnect, RuntimeError) as error:  # RuntimeError: it was closed between two of our sends
            raise Leave from error
