"""Ffmpeg: pictures to a streaming server or a file, by the ``ffmpeg`` program."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import subprocess
import threading
from collections import deque
from types import TracebackType
from typing import IO, Self, cast

import numpy as np

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.errors import SinkFailed
from dreamwindow.imaging.codec import fit
from dreamwindow.model.frame import ShownFrame
from dreamwindow.outputs.away.destination import Destination, destination_of
from dreamwindow.outputs.away.feed import Feed

PROGRAM = "ffmpeg"
_WHO = re.compile(r"\[[\w/#:]+ @ 0x[0-9a-f]+\] ")
"""Which part of it speaks."""
_END_S = 5.0
STUCK_S = 30.0
"""A process that takes nothing for longer has a receiver that hangs: it is ended, and another begun."""
_SAID = 5
"""Lines of what it said that are kept."""


class Ffmpeg:
    """One process from its first picture on, for pictures of one size; another size begins another.

    `take` only lays the picture down for the thread that feeds the process. Should this program be killed, its pipe
    breaks and it ends by itself. Raises `ConfigError` for an address of a kind that is not known.
    """

    name = "ffmpeg"

    def __init__(self, options: SinkOptions) -> None:
        self._destination = destination_of(options)
        self._rate_hz = options.rate_hz
        self._program: str | None = None
        self._run: _Run | None = None

    async def __aenter__(self) -> Self:
        self._program = await asyncio.to_thread(shutil.which, PROGRAM)
        if self._program is None:
            raise SinkFailed(f"There is no {PROGRAM} on this machine.", "Install it (Debian: apt install ffmpeg).")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def take(self, shown: ShownFrame) -> None:
        """Lay it down. Raises `SinkFailed` with what the program said, once it has ended."""
        pixels = shown.frame.pixels
        height, width = (max(2, side & ~1) for side in pixels.shape[:2])
        if self._run is not None and self._run.size != (width, height):
            await self._end()
        picture = pixels if pixels.shape[:2] == (height, width) else await asyncio.to_thread(fit, pixels, width, height)
        picture = np.ascontiguousarray(picture)
        if self._run is None:
            self._run = await asyncio.to_thread(
                _Run, self._command(width, height), self._destination, (width, height), self._rate_hz
            )
            self._run.feed.begin(picture)
            return
        if (said := self._run.why_ended()) is not None:
            raise SinkFailed(f"ffmpeg has ended: {self._destination.hidden(said)}", "Look at where it sends to.")
        if self._run.feed.stuck_s > STUCK_S:
            raise SinkFailed(f"ffmpeg has taken nothing for {STUCK_S:g} s.", "Look at where it sends to.")
        self._run.feed.put(picture)

    async def _end(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            await asyncio.shield(asyncio.to_thread(run.end))

    def _command(self, width: int, height: int) -> list[str]:
        """All but where to."""
        rate = f"{self._rate_hz:g}"
        raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", f"{width}x{height}", "-framerate", rate]
        keys = str(max(1, round(2 * self._rate_hz)))  # a key picture in two seconds: who comes later waits no longer
        tuned = ["-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", keys]
        quiet = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"]
        return [str(self._program), *quiet, *raw, "-i", "pipe:0", *tuned]


class _Run:
    """A process, its feed, and what it says. ``command`` is all but where to. Blocks."""

    def __init__(self, command: list[str], destination: Destination, size: tuple[int, int], rate_hz: float) -> None:
        self.size = size
        self._destination = destination
        command = [*command, *destination.begin()]
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the config says where it sends, nobody else
                command, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, bufsize=0, start_new_session=True
            )
        except OSError as error:
            destination.end()
            raise SinkFailed(
                f"{command[0]} cannot be started: {error.strerror}.", "Check that it may be run."
            ) from error
        self._said: deque[str] = deque(maxlen=_SAID)
        self._listener = threading.Thread(target=self._listen, name="what ffmpeg says", daemon=True)
        self._listener.start()
        self.feed = Feed(cast(IO[bytes], self._process.stdin), rate_hz)

    def why_ended(self) -> str | None:
        """What it said before it ended; ``None`` while it runs."""
        if self._process.poll() is None and self.feed.broken is None:
            return None
        return " ".join(self._said) or f"exit code {self._process.poll()}"

    def end(self) -> None:
        """Let it finish what it has; what does not end is killed."""
        if not self.feed.end(within_s=1.0):
            self._process.kill()
            self.feed.end(_END_S)
        with contextlib.suppress(OSError):
            cast(IO[bytes], self._process.stdin).close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_END_S)
        self._listener.join(_END_S)
        cast(IO[bytes], self._process.stderr).close()
        self._destination.end()

    def _listen(self) -> None:
        for line in iter(cast(IO[bytes], self._process.stderr).readline, b""):
            self._said.append(_WHO.sub("", line.decode(errors="replace")).strip()[:300])
