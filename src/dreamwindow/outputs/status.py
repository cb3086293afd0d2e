"""StatusWriter: status.json, for whoever wants to know without asking."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists
from dreamwindow.model.status import Status
from dreamwindow.outputs.pace import Paced

INTERVAL_S = 0.5
_UPTIME_DIGITS = 2
"""Uptime alone is a change once in 0.01 h: 36 seconds."""


class StatusWriter:
    """Replaces ``path`` when what ``read`` says has changed, at most twice a second. An async context manager.

    It looks as long as it is entered, and a last time when it is left. ``read`` is called on the event loop;
    ``last_update`` is set here.
    """

    def __init__(
        self, path: Path, read: Callable[[], Status], clock: Clock | None = None, *, disk: Disk = DISK
    ) -> None:
        self.writes = 0
        self._path = path
        self._read = read
        self._clock = clock or SystemClock()
        self._disk = disk
        self._written: Status | None = None
        self._paced = Paced(str(path), self._look, INTERVAL_S, self._clock)

    def write_status(self) -> None:
        """Write what is so now. Blocks. Raises `OSError`."""
        self._write(self._read())

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(ensure_directory_exists, self._path.parent, disk=self._disk)
        await self._paced.__aenter__()
        self._paced.wake()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._paced.__aexit__(kind, error, trace)

    async def _look(self) -> None:
        self._paced.wake()  # and again after the rest
        status = self._read()
        if _comparable(status) != self._written:
            await asyncio.to_thread(self._write, status)

    def _write(self, status: Status) -> None:
        stamped = replace(status, last_update=self._clock.now().isoformat(timespec="milliseconds"))
        text = json.dumps(stamped.to_dict(), indent=2, ensure_ascii=False) + "\n"
        atomic_write(text.encode(), self._path, disk=self._disk)
        self._written = _comparable(status)
        self.writes += 1


def _comparable(status: Status) -> Status:
    return replace(status, last_update=None, uptime_hours=round(status.uptime_hours, _UPTIME_DIGITS))
