"""What of a camera's video is decoded: nothing larger than we take, and no more than its decoder keeps up with."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable
from typing import Any, NoReturn, cast

from aiortc import RTCRtpReceiver

from dreamwindow.errors import MissingExtra
from dreamwindow.imaging.codec import MAX_PIXELS

MOST_WAITING = 8
"""Frames that wait for the decoder, or decoded ones that nobody took yet."""
MEND_S = 1.0
_QUEUE = "_RTCRtpReceiver__decoder_queue"
_START = b"\x9d\x01\x2a"
_HEAD = 10


class Sluice(queue.Queue[Any]):
    """The queue between aiortc's network and its decoder's thread. For VP8, whose key frames begin with their size.

    A frame that does not pass takes those with it that are made from it: all up to the next key frame. ``on_large`` is
    told width and height of one that is too large, ``on_loss`` that frames are missing; ``decoded`` counts what is
    decoded and not taken.
    """

    def __init__(
        self, on_large: Callable[[int, int], None], on_loss: Callable[[], None], decoded: Callable[[], int]
    ) -> None:
        super().__init__()
        self._on_large = on_large
        self._on_loss = on_loss
        self._decoded = decoded
        self._is_shut = False

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Take a frame with its codec, or ``None``, which ends the decoder; never waits."""
        if item is None or self._passes(item[1].data):
            super().put(item, block, timeout)

    def _passes(self, data: bytes) -> bool:
        if self.qsize() + self._decoded() >= MOST_WAITING:
            self._is_shut = True
            self._on_loss()
        elif is_key(data):
            self._is_shut = self._is_too_large(data)
        return not self._is_shut

    def _is_too_large(self, data: bytes) -> bool:
        size = size_of(data)
        if size is None:
            return True
        if size[0] * size[1] > MAX_PIXELS:
            self._on_large(*size)
            return True
        return False


def is_key(data: bytes) -> bool:
    """Whether a VP8 frame stands for itself (RFC 6386, 9.1)."""
    return bool(data) and not data[0] & 1


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a VP8 key frame; ``None`` for what is none."""
    if len(data) < _HEAD or data[3:6] != _START:
        return None
    return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF


class Intake:
    """The video that ``receiver``, which has not begun, is sent. Raises `MissingExtra` if it is not as we know it.

    `mend` asks the camera for a key frame where frames were left out.
    """

    def __init__(self, receiver: RTCRtpReceiver, on_large: Callable[[int, int], None]) -> None:
        if not hasattr(receiver, _QUEUE):  # aiortc has no way in of its own
            raise MissingExtra("This version of aiortc is not known here.", "Install dreamwindow[webrtc] anew.")
        self._receiver = receiver
        self._lost = asyncio.Event()
        setattr(receiver, _QUEUE, Sluice(on_large, self._lost.set, self._untaken))

    async def mend(self) -> NoReturn:
        """Once for a while, whatever is missing."""
        while True:
            await self._lost.wait()
            for source in self._receiver.getSynchronizationSources():
                await self._receiver._send_rtcp_pli(source.source)
            await asyncio.sleep(MEND_S)
            self._lost.clear()

    def _untaken(self) -> int:
        track = cast(Any, self._receiver.track)
        return 0 if track is None else int(track._queue.qsize())
