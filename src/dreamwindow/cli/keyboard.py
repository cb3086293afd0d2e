"""What is typed, a line at a time, by somebody who may press Ctrl-C at any moment."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_CHUNK = 4096


class Keyboard:
    """Lines of a stream. What it has read ahead is its own: nobody else should read the stream.

    `input` misses a signal that comes between its prompt and its waiting: the handler runs once something is typed.
    Here it runs at once, and may raise.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._ahead = b""

    def line(self) -> str:
        """The next line without its end. Raises `EOFError` when there is none, and what a signal's handler raises."""
        descriptor = _descriptor(self._stream)
        if descriptor is None:
            return _stripped(self._stream.readline())
        while b"\n" not in self._ahead:
            with _woken_by_signals() as woken:
                ready, _, _ = select.select([descriptor, woken], [], [])
            if descriptor not in ready:
                continue  # the handler has run by now
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                break
            self._ahead += chunk
        line, end, self._ahead = self._ahead.partition(b"\n")
        return _stripped((line + end).decode(self._stream.encoding or "utf-8", "replace"))


def _stripped(line: str) -> str:
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _descriptor(stream: TextIO) -> int | None:
    """What can be waited for; ``None`` where the system waits for sockets only, or the stream is none of its own."""
    if sys.platform == "win32":
        return None
    try:
        return stream.fileno()
    except (OSError, ValueError):
        return None


@contextmanager
def _woken_by_signals() -> Iterator[int]:
    """A descriptor that has something to read once a signal came. In the main thread."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    try:
        yield reader
    finally:
        signal.set_wakeup_fd(before)
        os.close(reader)
        os.close(writer)
