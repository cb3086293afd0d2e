"""A camera over WebRTC, in the process of the server that it films for: a real connection, by UDP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import av
import httpx
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from dreamwindow.server.rtc.pictures import Filmed, as_video
from tests.live.studio import picture

WAIT_S = 30.0
BETWEEN_S = 0.02


class Filming(MediaStreamTrack):
    """A camera that shows one flat grey, and stamps its frames 1, 2, 3, … if it is ``stamped``."""

    kind = "video"

    def __init__(self, value: int, *, stamped: bool) -> None:
        super().__init__()
        self.value = value
        self.count = 0
        self._stamped = stamped

    async def recv(self) -> av.VideoFrame:
        await asyncio.sleep(BETWEEN_S)
        self.count += 1
        stamp = self.count if self._stamped else None
        return as_video(picture(self.value, 64, 48), stamp, int(asyncio.get_running_loop().time() * 1e6))


class RtcCamera:
    """What the client's side sees: ``heard`` by the data channel, ``seen`` on the track that comes back."""

    def __init__(self, connection: RTCPeerConnection, filming: Filming, *, stamped: bool) -> None:
        self.connection = connection
        self.filming = filming
        self.id = ""
        self.channel = connection.createDataChannel("words")
        self.over = asyncio.Event()
        self.up = asyncio.Event()
        self._stamped = stamped
        loop = asyncio.get_running_loop()
        self._tracks: dict[str, asyncio.Future[MediaStreamTrack]] = {
            kind: loop.create_future() for kind in ("video", "audio")
        }
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        connection.addTrack(filming)
        connection.on("track", self._comes)
        connection.on("connectionstatechange", self._changed)
        self.channel.on("message", lambda text: self._heard.put_nowait(json.loads(text)))
        self.channel.on("close", self.over.set)

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return str(self.connection.localDescription.sdp)

    async def answered(self, answer: dict[str, str]) -> None:
        self.id = answer["id"]
        await self.connection.setRemoteDescription(RTCSessionDescription(sdp=answer["sdp"], type="answer"))

    async def seen(self) -> tuple[int, int]:
        """The next restyled frame: its grey, and its stamp."""
        async with asyncio.timeout(WAIT_S):
            frame = await (await self._tracks["video"]).recv()
        assert isinstance(frame, av.VideoFrame)
        filmed = Filmed(frame, cut=self._stamped)
        return round(float(np.mean(filmed.pixels()))), filmed.stamp()

    async def hears(self) -> av.AudioFrame:
        """The next of the sound that comes back."""
        async with asyncio.timeout(WAIT_S):
            frame = await (await self._tracks["audio"]).recv()
        assert isinstance(frame, av.AudioFrame)
        return frame

    async def sees(self, value: int) -> None:
        """Wait until frames of this grey come: a codec rounds, and the first frames may be older."""
        async with asyncio.timeout(WAIT_S):
            while abs((await self.seen())[0] - value) > 2:
                pass

    def say(self, **message: object) -> None:
        self.channel.send(json.dumps(message))

    async def hear_of(self, kind: str) -> dict[str, Any]:
        async with asyncio.timeout(WAIT_S):
            while (message := await self._heard.get())["type"] != kind:
                pass
        return message

    async def ends(self) -> None:
        async with asyncio.timeout(WAIT_S):
            await self.over.wait()

    def _comes(self, track: MediaStreamTrack) -> None:
        self._tracks[track.kind].set_result(track)

    def _changed(self) -> None:
        if self.connection.connectionState == "connected":
            self.up.set()
        if self.connection.connectionState in ("closed", "failed"):
            self.up.set()
            self.over.set()


@asynccontextmanager
async def filming(
    http: httpx.AsyncClient,
    value: int,
    *,
    stamped: bool = False,
    sound: MediaStreamTrack | None = None,
    **offer: object,
) -> AsyncIterator[RtcCamera]:
    """A camera that is linked, or an `httpx.HTTPStatusError` if it is refused."""
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    try:
        if sound is not None:
            connection.addTrack(sound)
        camera = RtcCamera(connection, Filming(value, stamped=stamped), stamped=stamped)
        body = {"type": "offer", "sdp": await camera.offer(), "stamped": stamped, **offer}
        answer = await http.post("/api/webrtc/offer", json=body)
        answer.raise_for_status()
        await camera.answered(answer.json())
        async with asyncio.timeout(WAIT_S):
            await camera.up.wait()
        yield camera
    finally:
        await connection.close()
