"""One camera over WebRTC, from its offer to the last packet."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from aiortc import MediaStreamTrack, RTCPeerConnection

from dreamwindow.errors import CatalogueUnusable, InvalidOffer
from dreamwindow.server.context import ServerContext
from dreamwindow.server.conversation import Conversation
from dreamwindow.server.participant import Filming
from dreamwindow.server.rtc.channel import ChannelPeer
from dreamwindow.server.rtc.offers import Offer
from dreamwindow.server.rtc.pictures import TooLarge
from dreamwindow.server.rtc.signals import answer, candidate_of, connection_to, take_offer
from dreamwindow.server.rtc.sluice import Intake
from dreamwindow.server.rtc.tracks import StyledTrack, watch
from dreamwindow.wire.messages import Hello

if TYPE_CHECKING:
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.library.library import Library
    from dreamwindow.live.client import LiveClient

_log = logging.getLogger(__name__)
ANSWER_S = 10.0
CONNECT_S = 30.0
SETTLE_S = 2.0
CLOSE_S = 5.0
POLICY = 1008


class Link:
    """One peer connection of one client. `negotiate` first, then `run` until either side leaves; `close` ends that."""

    def __init__(
        self, context: ServerContext, live: LiveAct, client: LiveClient, offer: Offer, connection: RTCPeerConnection
    ) -> None:
        self._context = context
        self._live = live
        self._client = client
        self._offer = offer
        self._connection = connection
        self._peer = ChannelPeer(context.config.limits.message_bytes, expected=offer.has_channel)
        self._track = StyledTrack(context, self._peer, client, stamped=offer.stamped)
        self._filmed: MediaStreamTrack | None = None
        self._intake: Intake | None = None
        self._up = asyncio.Event()
        self._settled = asyncio.Event()
        self._settled.set()

    async def negotiate(self) -> str:
        """The SDP that answers the offer. Raises `InvalidOffer`."""
        connection = self._connection
        connection.on("track", self._comes)
        connection.on("datachannel", self._peer.opened)
        connection.on("connectionstatechange", self._changed)
        try:
            async with asyncio.timeout(ANSWER_S):
                self._intake = Intake(await take_offer(connection, self._offer.sdp), self._too_large)
                connection.addTrack(self._track)
                self._settled.clear()
                return await answer(connection)
        except TimeoutError as error:
            raise InvalidOffer(
                f"No answer was found within {ANSWER_S:g} s.", "Look at live.ice_servers: none may answer."
            ) from error

    async def run(self) -> None:
        """Restyle until either side leaves."""
        hello = Hello(type="hello", protocol=1, role="camera") if self._offer.has_channel else None
        talk = Conversation(self._context, self._peer, _no_library)
        async with asyncio.TaskGroup() as tasks:
            waiting = tasks.create_task(self._wait_for_connection(), name="connection of a camera")
            filming = tasks.create_task(self._film(), name="frames of a camera")
            try:
                await talk.run(Filming(self._live, self._client, hello, self._track))
            finally:
                waiting.cancel()
                filming.cancel()

    async def add_candidate(self, text: str, mid: str | None, line: int | None) -> None:
        """The other side can be reached there, too; nothing more comes if ``text`` is empty. Raises `InvalidOffer`."""
        await self._connection.addIceCandidate(candidate_of(text, mid, line) if text else None)

    def close(self) -> None:
        """It is over."""
        self._peer.leave()

    async def end(self) -> None:
        """Close the connection, but not amid its handshake: aioice would ask a peer that is gone for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLE_S):
                await self._settled.wait()
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._connection.close()
        except TimeoutError:
            _log.warning("a WebRTC connection did not close within %g s", CLOSE_S)

    def _comes(self, track: MediaStreamTrack) -> None:
        if track.kind == "video":
            self._filmed = track
        else:
            self._connection.addTrack(track)  # sound goes back as it came

    def _changed(self) -> None:
        state = self._connection.connectionState
        if state == "connected":
            self._up.set()
            self._settled.set()
        elif state in ("failed", "closed"):
            self._settled.set()
            self._peer.leave()

    async def _wait_for_connection(self) -> None:
        try:
            async with asyncio.timeout(CONNECT_S):
                await self._up.wait()
        except TimeoutError:
            self._peer.leave(POLICY, "no connection")

    async def _film(self) -> None:
        if self._filmed is not None and self._intake is not None:
            async with asyncio.TaskGroup() as tasks:
                mending = tasks.create_task(self._intake.mend(), name="key frames of a camera")
                await watch(self._filmed, self._peer, stamped=self._offer.stamped)
                mending.cancel()
        self._peer.leave()

    def _too_large(self, width: int, height: int) -> None:
        self._peer.film(TooLarge(width, height), 0)


async def _no_library() -> Library:
    raise CatalogueUnusable("A camera hears nothing of the library.", "Say hello on a socket.")


@asynccontextmanager
async def linked(context: ServerContext, live: LiveAct, client: LiveClient, offer: Offer) -> AsyncIterator[Link]:
    """A link whose connection is closed at the end of the block."""
    link = Link(context, live, client, offer, connection_to(live.config.ice_servers))
    try:
        yield link
    finally:
        await link.end()
