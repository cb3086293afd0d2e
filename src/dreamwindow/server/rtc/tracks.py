"""The tracks of a camera: its own is read as fast as frames come, the restyled one gives the newest when asked."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from dreamwindow.flow.box import OneSlot
from dreamwindow.flow.credit import Credit
from dreamwindow.live.frames import Styled
from dreamwindow.server.context import ServerContext
from dreamwindow.server.peer import Peer
from dreamwindow.server.rtc.channel import ChannelPeer
from dreamwindow.server.rtc.pictures import Filmed, as_video
from dreamwindow.wire.live import FramePassed

if TYPE_CHECKING:
    from dreamwindow.live.client import LiveClient


@dataclass(frozen=True, slots=True, eq=False)
class _Under:
    """A frame that the encoder has since ``began_us``."""

    styled: Styled
    began_us: int


class StyledTrack(MediaStreamTrack):
    """What the sender encodes: it asks for a frame when it has sent the one before, so that none grows old in it.

    An `Outlet`, which tells ``peer`` of each frame what a header tells of those on a socket, if they are ``stamped``.
    """

    kind = "video"

    def __init__(self, context: ServerContext, peer: Peer, client: LiveClient, *, stamped: bool) -> None:
        super().__init__()
        self.credit = Credit()
        self._context = context
        self._peer = peer
        self._client = client
        self._stamped = stamped
        self._under: _Under | None = None
        self._passed: OneSlot[FramePassed] = OneSlot()

    async def recv(self) -> av.VideoFrame:
        """The newest styled frame, once there is one: for the sender alone."""
        self._sent()
        styled = await self._client.outbox.get()
        began_us = self._context.now_us()
        stamp = styled.capture_ts_us if self._stamped else None
        frame = await asyncio.to_thread(as_video, styled.pixels, stamp, began_us)
        self._under = _Under(styled, began_us)
        return frame

    async def carry(self, client: LiveClient) -> NoReturn:
        """See `Outlet.carry`: the frames go by themselves, this tells of them."""
        while True:
            passed = await self._passed.get()
            if self._stamped:
                await self._peer.tell(passed)

    def _sent(self) -> None:
        """The sender comes for another frame: the one before is encoded, and on its way."""
        if self._under is None:
            return
        styled, began_us, self._under = self._under.styled, self._under.began_us, None
        ended_us = self._context.now_us()
        encode_ms = (ended_us - began_us) / 1000
        self._client.tally.took("encode", encode_ms)
        self._client.tally.delivered.count()
        self._context.meter.sent(styled.stages, encode_ms)
        self._passed.put(_passed(styled, ended_us))


def _passed(styled: Styled, ended_us: int) -> FramePassed:
    return FramePassed(
        stamp=styled.capture_ts_us,
        settings_rev=styled.settings_rev,
        received_us=styled.received_us,
        started_us=styled.started_us,
        ended_us=ended_us,
    )


async def watch(track: MediaStreamTrack, peer: ChannelPeer, *, stamped: bool) -> None:
    """Give ``peer`` every frame of ``track`` until that ends."""
    while True:
        try:
            frame = await track.recv()
        except MediaStreamError:
            return
        if isinstance(frame, av.VideoFrame):
            filmed = Filmed(frame, cut=stamped)
            peer.film(filmed, await asyncio.to_thread(filmed.stamp) if stamped else 0)
