"""The way back of a camera's styled frames: on its socket as JPEGs, whenever there is credit."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, NoReturn, Protocol

from dreamwindow.flow.credit import Credit
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.live.frames import Styled
from dreamwindow.server.context import ServerContext
from dreamwindow.server.peer import Peer
from dreamwindow.wire.header import FrameHeader, Payload
from dreamwindow.wire.live import StyledFrame
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
        seq = self.credit.spend()
        if self._hello is not None and self._hello.encoding == "binary":
            await self._peer.give(header_of(styled, seq, ended_us).pack() + jpeg)
        else:
            await self._peer.tell(await asyncio.to_thread(as_json, styled, jpeg, seq, ended_us))


def header_of(styled: Styled, seq: int, ended_us: int) -> FrameHeader:
    """The header of a styled frame."""
    height, width = styled.pixels.shape[:2]
    return FrameHeader(
        kind=Payload.JPEG,
        seq=seq,
        settings_rev=styled.settings_rev,
        capture_ts_us=styled.capture_ts_us,
        received_us=styled.received_us,
        started_us=styled.started_us,
        ended_us=ended_us,
        width=width,
        height=height,
    )


def as_json(styled: Styled, jpeg: bytes, seq: int, ended_us: int) -> StyledFrame:
    """The same as JSON."""
    height, width = styled.pixels.shape[:2]
    return StyledFrame(
        image="data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii"),
        seq=seq,
        settings_rev=styled.settings_rev,
        capture_ts_us=styled.capture_ts_us,
        received_us=styled.received_us,
        started_us=styled.started_us,
        ended_us=ended_us,
        width=width,
        height=height,
    )
