"""The way back of a camera's styled frames: on its socket as JPEGs, whenever there is credit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NoReturn, Protocol

from dreamwindow.flow.credit import Credit
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.live.frames import Styled
from dreamwindow.server.context import ServerContext
from dreamwindow.server.framing import styled_header, styled_message
from dreamwindow.server.peer import Peer
from dreamwindow.wire.messages import Hello

if TYPE_CHECKING:
    from dreamwindow.live.client import LiveClient

WINDOW = 2
"""Frames on their way back: see `dreamwindow.server.viewer.WINDOW`."""


class Outlet(Protocol):
    """Takes what is in a client's outbox to who filmed it."""

    @property
    def credit(self) -> Credit:
        """What acknowledgements are counted by."""
        ...

    async def carry(self, client: LiveClient) -> NoReturn:
        """Until it is cancelled."""
        ...


class JpegOutlet:
    """Encodes and sends. Who said no ``hello`` gets JSON and need not acknowledge it."""

    def __init__(self, context: ServerContext, peer: Peer, hello: Hello | None, quality: int) -> None:
        self.credit = Credit(WINDOW)
        self._context = context
        self._peer = peer
        self._hello = hello
        self._quality = quality

    async def carry(self, client: LiveClient) -> NoReturn:
        """See `Outlet.carry`."""
        while True:
            if self._hello is not None:
                await self.credit.room()
            styled = await client.outbox.get()
            began_us = self._context.now_us()
            jpeg = await asyncio.to_thread(encode_jpeg, styled.pixels, self._quality)
            ended_us = self._context.now_us()
            encode_ms = (ended_us - began_us) / 1000
            client.tally.took("encode", encode_ms)
            await self._send(styled, jpeg, ended_us)
            client.tally.delivered.count()
            self._context.meter.sent(styled.stages, encode_ms)

    async def _send(self, styled: Styled, jpeg: bytes, ended_us: int) -> None:
        header = styled_header(styled, self.credit.spend(), ended_us)
        if self._hello is not None and self._hello.encoding == "binary":
            await self._peer.give(header.pack() + jpeg)
        else:
            await self._peer.tell(await asyncio.to_thread(styled_message, header, jpeg))
