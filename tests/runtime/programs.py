"""Small programs that tests start, and how they are waited for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.output import OutputLimits

PATIENCE_S = 60.0
STAY = "import signal\nprint('ready', flush=True)\nwhile True: signal.pause()"


def python(source: str, *arguments: str) -> Command:
    """A Python program."""
    return Command(arguments=(sys.executable, "-c", source, *arguments))


class Heard:
    """The lines of a program."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, line: str) -> None:
        with self._changed:
            self.lines.append(line)
            self._changed.notify_all()

    def until(self, line: str) -> None:
        """Wait for it. Fails after a minute."""
        with self._changed:
            assert self._changed.wait_for(lambda: line in self.lines, PATIENCE_S), self.lines


@contextmanager
def running(
    source: str, *arguments: str, marker: str | None = None, limits: OutputLimits | None = None
) -> Iterator[tuple[Child, Heard]]:
    """A Python program that has said ``ready``; nothing of it is left afterwards."""
    heard = Heard()
    with Child.start(python(source, *arguments), heard, marker=marker, grace_s=0.5, limits=limits) as child:
        heard.until("ready")
        yield child, heard
