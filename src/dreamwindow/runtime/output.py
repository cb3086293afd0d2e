"""What a program prints: read as fast as it comes, kept in bounded lines; what is too much is counted, not kept."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

OnLine = Callable[[str], None]
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLimits:
    """How much of it is kept.

    - ``line_bytes``: a longer line is cut, and says so.
    - ``kept_bytes``: so much is passed on in all; of what comes after only the last ``tail_lines`` are kept.
    """

    line_bytes: int = 8_192
    kept_bytes: int = 50_000_000
    tail_lines: int = 200


class Output:
    """Reads ``pipe`` to its end in a thread of its own, so that the program never waits for us.

    ``on_line`` gets each line as text: bytes that are no UTF-8 become ``\\xNN``. What it raises ends nothing.
    """

    def __init__(self, pipe: IO[bytes], on_line: OnLine, limits: OutputLimits | None = None) -> None:
        self._pipe = pipe
        self._on_line = on_line
        self._limits = limits or OutputLimits()
        self._tail: deque[str] = deque(maxlen=self._limits.tail_lines)
        self._rest = b""
        self._cut_bytes = 0
        self.lines = 0
        """How many there were."""
        self._kept_bytes = 0
        self.dropped = 0
        """How many of them were not passed on."""
        self._thread = threading.Thread(target=self._read, name="program output", daemon=True)
        self._thread.start()

    def tail(self, lines: int = 20) -> list[str]:
        """The last lines so far."""
        return list(self._tail)[-lines:]

    def close(self, within_s: float = 5.0) -> None:
        """Wait for its end. A pipe that a stranger still holds open is let go of."""
        self._thread.join(within_s)
        if not self._thread.is_alive():
            self._pipe.close()

    def _read(self) -> None:
        while chunk := self._pipe.read1(_CHUNK):  # type: ignore[attr-defined] # a BufferedReader
            *whole, rest = (self._rest + chunk).split(b"\n")
            for line in whole:
                self._take(line)
            self._keep(rest)
        if self._rest or self._cut_bytes:
            self._take(self._rest)
        if self.dropped:
            told = (f"... {self.dropped} lines more than are kept; the last of them:", *self._tail)
            all(self._passed_on(text) for text in told)

    def _keep(self, rest: bytes) -> None:
        """The beginning of a line whose end has not come; of one that is too long only so much."""
        limit = self._limits.line_bytes
        self._cut_bytes += max(0, len(rest) - limit)
        self._rest = rest[:limit]

    def _take(self, line: bytes) -> None:
        limit = self._limits.line_bytes
        cut, self._cut_bytes, self._rest = self._cut_bytes + max(0, len(line) - limit), 0, b""
        text = line[:limit].rstrip(b"\r").decode("utf-8", "backslashreplace")
        text += f" ... ({cut} bytes more)" if cut else ""
        self.lines += 1
        self._tail.append(text)
        self._kept_bytes += len(line) + 1
        if self._kept_bytes > self._limits.kept_bytes or not self._passed_on(text):
            self.dropped += 1

    def _passed_on(self, text: str) -> bool:
        try:
            self._on_line(text)
        except OSError:  # a full disk: the program goes on, the tail is kept
            return False
        return True
