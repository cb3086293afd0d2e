"""The command as a process of its own, for what only a process shows: signals, terminals, exit codes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE_S = 60.0
"""After this long a process that says nothing is killed, and its test fails."""
URL = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Command:
    """A running ``dreamwindow``; ``output`` is where it speaks."""

    def __init__(self, process: subprocess.Popen[str], output: IO[str]) -> None:
        self.process = process
        self._output = output
        self.said = ""

    def until(self, pattern: str) -> re.Match[str]:
        """Read what it says up to a line that matches. Fails when it ends before."""
        while line := self._output.readline():
            self.said += line
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"it ended without {pattern!r}, and said:\n{self.said}")

    def port(self) -> int:
        """Where it serves, once it does."""
        return int(self.until(URL.pattern)[1])

    def send(self, number: int) -> None:
        """A signal."""
        self.process.send_signal(number)

    def end(self) -> int:
        """Read to its end; the exit code."""
        self.said += self._output.read()
        return self.process.wait()


@contextmanager
def command(folder: Path, *arguments: str, before: Callable[[], None] | None = None) -> Iterator[Command]:
    """Start ``dreamwindow`` in ``folder``; nothing of it is left afterwards. ``before`` runs in the new process.

    It hears hang-ups, even where whoever started the tests (``nohup``) ignores them.
    """
    ours = ("DREAMWINDOW_", "PYTHONUNBUFFERED")  # what is not buffered leaves nothing for others to flush
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    process = subprocess.Popen(
        [sys.executable, "-m", "dreamwindow", *arguments], cwd=folder, env=environment | {"HOME": str(folder)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=before or _hear_hang_ups,
    )  # fmt: skip
    assert process.stdout is not None
    with watched(process), process.stdout:
        yield Command(process, process.stdout)


@contextmanager
def watched(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill the process when the block ends, or when it takes far too long."""
    watchdog = threading.Timer(PATIENCE_S, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()
        watchdog.join()
        process.kill()
        process.wait()


def _hear_hang_ups() -> None:
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
