"""FrameBuffer: pre-generated frames, in order and bounded."""

from __future__ import annotations

import asyncio
from collections import deque

from dreamwindow.flow.box import Closed
from dreamwindow.model.frame import Frame


class FrameBuffer:
    """For one producer and one taker on one event loop.

    Numbers are given out here, so that a frame that failed leaves no hole: the next frame takes `next_number`.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = max(1, capacity)
        self.next_number = 1
        self._frames: deque[Frame] = deque()
        self._changed = asyncio.Condition()
        self._closed = False

    def __len__(self) -> int:
        return len(self._frames)

    async def put(self, frame: Frame) -> None:
        """Wait for room and add ``frame``, whose number must be `next_number`. Raises `Closed` after `close`."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._closed or len(self._frames) < self.capacity)
            if self._closed:
                raise Closed
            if frame.number != self.next_number:
                raise ValueError(f"frame {frame.number} where {self.next_number} is next")
            self._frames.append(frame)
            self.next_number += 1
            self._changed.notify_all()

    async def get(self) -> Frame:
        """Wait for the next frame. Raises `Closed` when none will come."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._closed or self._frames)
            if not self._frames:
                raise Closed
            frame = self._frames.popleft()
            self._changed.notify_all()
            return frame

    async def make_room(self, capacity: int) -> None:
        """Hold at most so many frames from now on; what is in it already stays."""
        if capacity != self.capacity:
            async with self._changed:
                self.capacity = max(1, capacity)
                self._changed.notify_all()

    async def drop(self) -> int:
        """Take out everything; the number of the last frame that was taken by `get`, or 0."""
        async with self._changed:
            self.next_number -= len(self._frames)
            self._frames.clear()
            self._changed.notify_all()
            return self.next_number - 1

    async def close(self) -> None:
        """What is in the buffer can still be taken."""
        async with self._changed:
            self._closed = True
            self._changed.notify_all()
