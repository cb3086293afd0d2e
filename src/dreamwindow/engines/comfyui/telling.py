"""What is told of a picture while it is made: how far it has come, and now and then how it looks."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable

from dreamwindow.contracts.engine import OnEvent, Progress
from dreamwindow.engines.comfyui.client import Listener
from dreamwindow.engines.comfyui.pixels import preview
from dreamwindow.engines.comfyui.runs import Run
from dreamwindow.model.frame import Pixels

EVERY_S = 0.5
"""Whoever shows previews shows no more of them; a server sends one with every step."""


class Telling:
    """Turns what is heard of a run into `Progress`, with the newest preview that was decoded of it.

    Previews are decoded off the event loop, the newest one, every `EVERY_S` at most whichever picture it is of, and
    none of a picture that is there already: nobody is to wait for that.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next_at = -math.inf

    def listener(self, on_event: OnEvent) -> Listener:
        """Tells ``on_event`` of one picture."""
        seen: bytes | None = None
        shown: Pixels | None = None

        async def told(run: Run) -> None:
            nonlocal seen, shown
            if run.preview is not None and run.preview is not seen and run.end is None and self._due():
                seen = run.preview
                shown = await asyncio.to_thread(preview, seen)
            on_event(Progress(run.fraction, shown))

        return told

    def _due(self) -> bool:
        now = self._clock()
        if now < self._next_at:
            return False
        self._next_at = now + EVERY_S
        return True
