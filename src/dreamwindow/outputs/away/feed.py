"""Feed: raw pictures into a pipe at an even rate, in a thread: the newest, again and again if there is none."""

from __future__ import annotations

import threading
import time
from typing import IO

from dreamwindow.model.frame import Pixels

_BEHIND_S = 1.0
"""What has fallen back further than that begins its beat anew."""


class Feed:
    """Writes to ``pipe``, which is unbuffered, ``rate_hz`` times a second, from `begin` to `end`."""

    def __init__(self, pipe: IO[bytes], rate_hz: float) -> None:
        self.broken: OSError | None = None
        self.written = 0
        self._pipe = pipe
        self._step_s = 1 / rate_hz
        self._newest: memoryview | None = None
        self._moved_s = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed of a sink", daemon=True)

    @property
    def stuck_s(self) -> float:
        """How long the pipe has taken nothing."""
        return time.monotonic() - self._moved_s

    def begin(self, pixels: Pixels) -> None:
        """The first picture; all have its size."""
        self.put(pixels)
        self._thread.start()

    def put(self, pixels: Pixels) -> None:
        """The newest picture, C-contiguous. Never waits."""
        self._newest = pixels.data.cast("B")

    def end(self, within_s: float) -> bool:
        """No more; whether it has ended: a pipe that nobody reads holds it until it breaks."""
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join(within_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        due = time.monotonic()
        try:
            while not self._ended.wait(max(0.0, due - time.monotonic())):
                self._write(self._newest)
                now = time.monotonic()
                due = due + self._step_s if now - due < _BEHIND_S else now + self._step_s
        except OSError as error:
            self.broken = error

    def _write(self, picture: memoryview | None) -> None:
        at = 0
        while picture is not None and at < len(picture):
            at += self._pipe.write(picture[at:]) or 0
            self._moved_s = time.monotonic()
        self.written += 1
