"""Ctrl-C and its kin: asked once, everything closes in order; asked twice, the process ends as it stands."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

EXIT_CODE = 130
"""Of a process that was interrupted, as shells have it."""
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""SIGHUP: the terminal was closed. SIGBREAK: Ctrl-Break on Windows. A platform has some of them."""
_WORDS = {
    "SIGINT": "interrupted by Ctrl-C",
    "SIGTERM": "asked to end by SIGTERM",
    "SIGHUP": "its terminal was closed",
    "SIGBREAK": "interrupted by Ctrl-Break",
}


@contextmanager
def interrupts(stop: Callable[[str], None]) -> Iterator[None]:
    """Call ``stop`` on the running loop at the first signal, with what happened; at the second, end the process.

    To be used in the main thread. A hang-up that was to be ignored (``nohup``) stays ignored.
    """
    loop = asyncio.get_running_loop()
    asked = False

    def interrupted(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(EXIT_CODE)  # the next start closes the session as died
        asked = True
        loop.call_soon_threadsafe(stop, _WORDS[signal.Signals(number).name])

    before = {number: signal.signal(number, interrupted) for number in _signals()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signals() -> list[signal.Signals]:
    here = [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
    return [one for one in here if one.name != "SIGHUP" or signal.getsignal(one) is not signal.SIG_IGN]
