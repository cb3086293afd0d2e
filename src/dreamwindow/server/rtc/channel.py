"""A data channel as the `Peer` of a conversation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiortc import InvalidStateError, RTCDataChannel

from dreamwindow.server.peer import Leave
from dreamwindow.wire.views import Wire

if TYPE_CHECKING:
    from starlette.types import Message

    from dreamwindow.live.frames import Undecoded

MOST_UNREAD = 64
MOST_BUFFERED = 256 * 1024
TOO_LONG = 1009
POLICY = 1008


class ChannelPeer:
    """Hears what comes by the data channel and, as messages too, by the camera's track.

    ``expected`` says whether there will be a channel: without one, what is told is told to nobody.
    """

    def __init__(self, message_bytes: int, *, expected: bool) -> None:
        self._message_bytes = message_bytes
        self._expected = expected
        self._heard: asyncio.Queue[Message | Leave] = asyncio.Queue(MOST_UNREAD)
        self._gone: Leave | None = None
        self._channel: RTCDataChannel | None = None
        self._opened = asyncio.Event()
        self._drained = asyncio.Event()

    def opened(self, channel: RTCDataChannel) -> None:
        """The one channel is there; a second is shut."""
        if self._channel is not None:
            channel.close()
            return
        self._channel = channel
        channel.bufferedAmountLowThreshold = MOST_BUFFERED // 2
        channel.on("message", self._came)
        channel.on("close", self.leave)
        channel.on("bufferedamountlow", self._drained.set)
        self._opened.set()

    def film(self, picture: Undecoded, stamp: int) -> None:
        """The camera has a frame; it is left out while many wait to be heard, so that words always find room."""
        if self._heard.qsize() < MOST_UNREAD // 2:
            self._heard.put_nowait({"type": "webrtc.frame", "picture": picture, "stamp": stamp})

    def leave(self, code: int | None = None, reason: str = "") -> None:
        """It is over: whoever listens, or tells, leaves."""
        if self._gone is None:
            self._gone = Leave(code, reason)
            self._opened.set()
            self._drained.set()
            if self._heard.full():
                self._heard.get_nowait()
            self._heard.put_nowait(self._gone)

    async def hear(self) -> Message:
        """See `Peer.hear`."""
        message = await self._heard.get()
        if isinstance(message, Leave):
            raise message
        return message

    async def tell(self, message: Wire) -> None:
        """See `Peer.tell`. Waits while much is on its way."""
        if not self._expected:
            return
        await self._opened.wait()
        while self._gone is None and self._channel is not None and self._channel.bufferedAmount > MOST_BUFFERED:
            self._drained.clear()
            await self._drained.wait()
        self._send(message.model_dump_json())

    async def give(self, data: bytes) -> None:
        """See `Peer.give`."""
        await self._opened.wait()
        self._send(data)

    async def dismiss(self, leave: Leave) -> None:
        """See `Peer.dismiss`: the connection is closed when the conversation is over, which says as much."""

    def _send(self, data: str | bytes) -> None:
        if self._gone is not None or self._channel is None:
            raise Leave
        try:
            self._channel.send(data)
        except (InvalidStateError, ConnectionError) as error:
            raise Leave from error

    def _came(self, data: str | bytes) -> None:
        if len(data) > self._message_bytes:
            self.leave(TOO_LONG, "a message is too long")
        elif self._heard.full():
            self.leave(POLICY, "too many messages at once")
        else:
            key = "text" if isinstance(data, str) else "bytes"
            self._heard.put_nowait({"type": "webrtc.message", key: data})
