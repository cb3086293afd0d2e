"""Credit: how many frames may be on their way to one viewer."""

from __future__ import annotations

import asyncio


class Credit:
    """A window of at most ``window`` frames that were sent and not acknowledged.

    `room` waits until a frame may be sent; `spend` counts it as sent, at the moment it is. An acknowledgement of
    ``seq`` covers every frame up to it, so that one lost message does no harm.
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

    async def room(self) -> None:
        """Wait until the window has room for one more."""
        await self._free.wait()

    def spend(self) -> int:
        """One more is sent: its ``seq``, from 1."""
        self._sent += 1
        self._settle()
        return self._sent

    def acknowledge(self, seq: int) -> bool:
        """Give room back. False (and nothing changes) for a frame that was never sent."""
        if not 0 < seq <= self._sent:
            return False
        self._acked = max(self._acked, seq)
        self._settle()
        return True

    def _settle(self) -> None:
        if self.in_flight < self.window:
            self._free.set()
        else:
            self._free.clear()
