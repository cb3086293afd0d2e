"""Telling: warnings of the engine's process reach the log of whoever started it, which alone has one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from dreamwindow.engines.worker.messages import Told


class Telling(logging.Handler):
    """``say`` is called in the loop, in the order in which the loggers were told, from whatever thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, say: Callable[[Told], None]) -> None:
        super().__init__(logging.WARNING)
        self._loop = loop
        self._tell = say

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler.emit`. What is told when the loop has ended is lost."""
        try:
            told = Told(record.name, record.levelno, self.format(record))
        except (TypeError, ValueError):  # words that do not fit their gaps
            self.handleError(record)
            return
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell, told)
