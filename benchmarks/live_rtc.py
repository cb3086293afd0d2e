"""A camera over WebRTC for `benchmarks.live`: pictures with a number below, each aged when it is back and decoded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import av
import httpx
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from dreamwindow.model.frame import Pixels
from dreamwindow.server.rtc.pictures import Filmed, as_video

CONNECTED_S = 20.0


class FilmTrack(MediaStreamTrack):
    """Real pictures on a beat of ``rate_hz``; ``sent_s`` says when each number was given to the encoder."""

    kind = "video"

    def __init__(self, pictures: Sequence[Pixels], rate_hz: float) -> None:
        super().__init__()
        self.sent_s: dict[int, float] = {}
        self._pictures = pictures
        self._rate_hz = rate_hz
        self._began = time.monotonic()
        self._number = 0

    async def recv(self) -> av.VideoFrame:
        """The next picture, when it is due."""
        self._number += 1
        await asyncio.sleep(self._began + self._number / self._rate_hz - time.monotonic())
        now = time.monotonic()
        self.sent_s[self._number] = now
        picture = self._pictures[self._number % len(self._pictures)]
        return await asyncio.to_thread(as_video, picture, self._number, int(now * 1e6))


@dataclass(slots=True)
class RtcCamera:
    """Films over WebRTC for some seconds; ``ages_s`` are those of the pictures that came back, in their order."""

    url: str
    pictures: Sequence[Pixels]
    rate_hz: float
    ages_s: list[float] = field(default_factory=list)

    async def film(self, seconds: float) -> None:
        """Connect, film, and hang up."""
        connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        track = FilmTrack(self.pictures, self.rate_hz)
        back: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
        connection.on("track", back.set_result)
        try:
            connection.addTrack(track)
            await self._link(connection)
            async with asyncio.timeout(CONNECTED_S):
                styled = await back
            await self._hear(styled, track, seconds)
        finally:
            await connection.close()

    async def _link(self, connection: RTCPeerConnection) -> None:
        await connection.setLocalDescription(await connection.createOffer())
        offer = {"type": "offer", "sdp": connection.localDescription.sdp, "stamped": True}
        async with httpx.AsyncClient() as http:
            answer = (await http.post(f"{self.url}/api/webrtc/offer", json=offer)).raise_for_status().json()
        await connection.setRemoteDescription(RTCSessionDescription(sdp=answer["sdp"], type="answer"))

    async def _hear(self, styled: MediaStreamTrack, track: FilmTrack, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while True:
                    frame = await styled.recv()
                    now = time.monotonic()
                    assert isinstance(frame, av.VideoFrame)
                    sent_s = track.sent_s.get(Filmed(frame, cut=True).stamp())
                    if sent_s is not None:
                        self.ages_s.append(now - sent_s)
        except (TimeoutError, MediaStreamError):
            return
