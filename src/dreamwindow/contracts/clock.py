"""Time, passed in, so that a dream can be run in virtual time."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two times and a wait."""

    def monotonic(self) -> float:
        """Seconds, never backwards, from an arbitrary start."""
        ...

    def now(self) -> datetime:
        """Wall time with zone."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; at once if ``seconds`` is not positive."""
        ...


class SystemClock:
    """The machine's own time."""

    def monotonic(self) -> float:
        """As `time.monotonic`."""
        return time.monotonic()

    def now(self) -> datetime:
        """Local wall time with its zone."""
        return datetime.now().astimezone()

    async def sleep(self, seconds: float) -> None:
        """As `asyncio.sleep`."""
        await asyncio.sleep(max(0.0, seconds))
