"""CurrentFrame: the newest picture as a file, for Rainmeter and friends."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists
from dreamwindow.imaging.codec import fit
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.outputs.encoding import DEFAULT_QUALITY, FrameEncoder, format_of
from dreamwindow.outputs.pace import Paced


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentFrameOptions:
    """``path``: its suffix decides the format. ``max_rate_hz``: a disk lives long.

    ``size``: (width, height) in pixels; ``None`` keeps the frame's own. ``quality`` is JPEG's and WebP's.
    """

    path: Path
    max_rate_hz: float = 1.0
    size: tuple[int, int] | None = None
    quality: int = DEFAULT_QUALITY


class CurrentFrame:
    """A sink for the newest frame: always whole, mode 0644, and never long behind what is shown.

    `take` does not wait: the newest frame taken is written as soon as the rate allows, the last one in any case.
    Raises `ConfigError` for a suffix that names no format, `FolderNotWritable` when it is entered.
    """

    name = "current frame"

    def __init__(
        self, options: CurrentFrameOptions, encoder: FrameEncoder, *, clock: Clock | None = None, disk: Disk = DISK
    ) -> None:
        self.writes = 0
        self._options = options
        self._format = format_of(options.path.name)
        self._encoder = encoder
        self._disk = disk
        self._pending: Frame | None = None
        self._paced = Paced(str(options.path), self._write_pending, 1 / options.max_rate_hz, clock or SystemClock())

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(ensure_directory_exists, self._options.path.parent, disk=self._disk)
        await self._paced.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._paced.__aexit__(kind, error, trace)

    async def take(self, shown: ShownFrame) -> None:
        """Have it written soon, if nothing newer comes."""
        self._pending = shown.frame
        self._paced.wake()

    async def _write_pending(self) -> None:
        frame, self._pending = self._pending, None
        if frame is None:
            return
        try:
            await self.write(frame)
        except OSError:
            self._pending = self._pending or frame  # still the newest: due again with the next
            raise

    async def write(self, frame: Frame) -> None:
        """Write it now. Raises `OSError`."""
        if self._options.size is not None:
            frame = replace(frame, pixels=await asyncio.to_thread(fit, frame.pixels, *self._options.size))
        data = await self._encoder.encode(frame, self._format, self._options.quality)
        await asyncio.to_thread(atomic_write, data, self._options.path, disk=self._disk)
        self.writes += 1
