"""Which processes run here, and which of them are ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

import psutil

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.family import descendants

T = TypeVar("T")
KERNEL_LIMIT = 15
"""Linux keeps so many bytes of a process's name."""
_PROC = "/proc"


def process_names() -> Iterator[tuple[int, str]]:
    """Every process's pid and name as the system says it; those that vanish or have none are left out.

    On Linux a name ends after `KERNEL_LIMIT` bytes: `full_name` knows the rest.
    """
    return _from_proc() if sys.platform == "linux" else _from_psutil()


def _from_proc() -> Iterator[tuple[int, str]]:
    """A file a process: psutil makes an object of each, and asks when it began."""
    for entry in os.listdir(_PROC):  # noqa: PTH208 - a thousand times a minute
        if not entry.isdigit():
            continue
        try:
            with open(f"{_PROC}/{entry}/comm", "rb", buffering=0) as file:  # noqa: PTH123 - as above
                name = file.read(64).rstrip(b"\n")
        except OSError:  # it ended meanwhile
            continue
        if name:
            yield int(entry), name.decode(errors="replace")


def _from_psutil() -> Iterator[tuple[int, str]]:
    for process in psutil.process_iter(["name"]):
        if process.info["name"]:
            yield process.pid, process.info["name"]


def full_name(pid: int) -> str | None:
    """A process's whole name, whatever the kernel kept of it; ``None`` once it is gone."""
    return _ask(pid, lambda process: process.name())


def is_running(pid: int) -> bool:
    """Whether it runs; what has ended and waits to be reaped does not."""
    status = _ask(pid, lambda process: process.status())
    return status not in (None, psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)


def is_ours(pid: int) -> bool:
    """Whether it is this process, or one that it or its children started."""
    return os.getpid() in _line_of(pid)


def ours() -> frozenset[int]:
    """This process, and all that it and its children started and that still runs."""
    return descendants(os.getpid()) | {os.getpid()}


class Ours:
    """Who works for us: `ours`, and the server at ``port`` of this machine, whoever started it."""

    def __init__(self, port: int | None) -> None:
        self._port = port
        self._server: int | None = None

    def __call__(self) -> frozenset[int]:
        """Their pids now. Raises `ProbeUnavailable` when it cannot be told which process that server is."""
        if self._port is None:
            return ours()
        if self._server is None or not is_running(self._server):
            self._server = listener(self._port)
        if self._server is None:
            raise ProbeUnavailable(f"It cannot be told which process makes our pictures at port {self._port}.")
        return ours() | {self._server}


def listener(port: int) -> int | None:
    """The process that listens at a TCP port here; ``None`` when there is none, or it is not for us to know."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.Error:
        return None
    listening = (one for one in connections if one.status == psutil.CONN_LISTEN and one.pid is not None)
    return next((one.pid for one in listening if one.laddr[1:] == (port,)), None)


def _line_of(pid: int) -> Iterator[int]:
    """The process, its parent, and so on."""
    seen: set[int] = set()
    next_one: int | None = pid
    while next_one and next_one not in seen:
        seen.add(next_one)
        yield next_one
        next_one = _ask(next_one, lambda process: process.ppid())


def _ask(pid: int, question: Callable[[psutil.Process], T]) -> T | None:
    try:
        return question(psutil.Process(pid))
    except (psutil.Error, OSError):
        return None
