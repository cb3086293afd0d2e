"""A program that serves a page, started by a command line as a person types it and ended as a person ends it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

URL = re.compile(r"http://[\w.\[\]:]+:\d+")
END_S = 30.0


class LaunchFailed(AssertionError):
    """It did not come up, or did not go down. Says what it printed."""


class Launched:
    """Where it serves, and everything it has printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._told = threading.Event()
        self._url: str | None = None
        self._reader = threading.Thread(target=self._read, name="output of the program", daemon=True)
        self._reader.start()

    def url(self, within_s: float) -> str:
        """The address that it printed. Raises `LaunchFailed` if it ended or took longer."""
        self._told.wait(within_s)
        if self._url is None:
            raise LaunchFailed(f"no address within {within_s:g} s; it printed:\n{self.printed}")
        return self._url

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return "".join(self.lines)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if self._url is None and (found := URL.search(line)):
                self._url = found[0]
                self._told.set()
        self._told.set()

    def interrupt(self, within_s: float = END_S) -> None:
        """Ctrl-C: the signal goes to everything that the command line started. Raises `LaunchFailed` if it stays."""
        self._signal(signal.SIGINT)
        try:
            self.process.wait(within_s)
            self._reader.join(within_s)
        except subprocess.TimeoutExpired as error:
            raise LaunchFailed(f"still there {within_s:g} s after Ctrl-C; it printed:\n{self.printed}") from error

    def kill(self) -> None:
        """Whatever is left of it, gone."""
        self._signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return  # nothing is left of the group: that is what was wanted


@contextmanager
def launched(command: str, cwd: Path, environment: Mapping[str, str]) -> Iterator[Launched]:
    """Run ``command`` in a shell and a process group of its own; nothing of it is left afterwards."""
    program = Launched(
        subprocess.Popen(
            ["/bin/sh", "-c", command], cwd=cwd, env=dict(environment), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
            preexec_fn=_take_interrupts,
        )
    )  # fmt: skip
    try:
        yield program
    finally:
        program.kill()


def _take_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell starts what it runs in the background with SIGINT ignored
