"""Credit: how many frames may be on their way to one viewer."""

from __future__ import annotations

import asyncio


class Credit:
    """A window of at most ``window`` frames that were sent and not acknowledged.

    An acknowledgement of ``seq`` covers every frame up to it, so that one lost message does no harm.
    """

    def __init__(self, window: int = 2) -> None:
        self.window = window
        self._sent = 0
        self._acked = 0
        self._free = asyncio.Event()
        self._free.set()

    @property
    def in_flight(self) -> int:
        """Frames sent and not acknowledged."""
        return self._sent - self._acked

    async def take(self) -> int:
        """Wait for room; the ``seq`` (from 1) of the frame that may now be sent."""
        while self.in_flight >= self.window:
            self._free.clear()
            await self._free.wait()
        self._sent += 1
        return self._sent

    def acknowledge(self, seq: int) -> bool:
        """Give room back. False (and nothing changes) for a frame that was never sent."""
        if seq > self._sent:
            return False
        self._acked = max(self._acked, seq)
        self._free.set()
        return True
