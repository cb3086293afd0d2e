"""ProcessMonitor: what one program takes of the machine, alone or with all it started, and how it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Literal, Protocol, TypedDict

import psutil

from dreamwindow.errors import ProcessMonitorError
from dreamwindow.runtime.ending import Ending, Waiting, end_tree
from dreamwindow.runtime.table import Entry, birth_of, read_entry
from dreamwindow.runtime.tree import ProcessTree

__all__ = ["Ending", "MemoryUsage", "ProcessMonitor", "ProcessMonitorError"]


class HasPid(Protocol):
    """A `subprocess.Popen`, say."""

    @property
    def pid(self) -> int:
        """Its process."""
        ...


class MemoryUsage(TypedDict):
    """``percent`` of the machine's memory; ``rss``, ``vms`` and ``uss`` in bytes; ``children`` at every depth."""

    percent: float
    rss: int
    vms: int
    uss: int
    children: int
    system_percent: float


Cores = Literal["one", "all"]


class ProcessMonitor:
    """``process`` is a `subprocess.Popen` or a pid. Nothing is looked at before something is asked.

    >>> import os
    >>> monitor = ProcessMonitor(os.getpid())
    >>> monitor.is_alive(), monitor.get_memory_usage()["rss"] > 0
    (True, True)
    """

    def __init__(self, process: HasPid | int, marker: str | None = None) -> None:
        self.process = process
        self.pid = process if isinstance(process, int) else process.pid
        self._marker = marker
        self._tree: ProcessTree | None = None
        self._asked: psutil.Process | None = None

    def get_memory_usage(self, tree: bool = False) -> MemoryUsage:
        """What it holds; with ``tree`` all of its descendants too. Raises `ProcessMonitorError` when it is gone.

        Memory that several processes of a tree share counts once for each of them, but for ``uss``.
        """
        with self._asking() as process:
            system = psutil.virtual_memory()
            memory = process.memory_info()
            usage = MemoryUsage(
                percent=process.memory_percent(), rss=_count(memory.rss), vms=_count(memory.vms), uss=_uss(process),
                children=_length(process.children(recursive=True)), system_percent=system.percent,
            )  # fmt: skip
        if not tree:
            return usage
        others = [entry for entry in self.tree.members() if entry.pid != self.pid]
        rss = usage["rss"] + sum(entry.rss for entry in others)
        return MemoryUsage(
            percent=100 * rss / system.total, rss=rss, vms=usage["vms"] + sum(entry.vms for entry in others),
            uss=usage["uss"] + sum(map(_uss_of, others)), children=len(others),
            system_percent=usage["system_percent"],
        )  # fmt: skip

    def get_cpu_usage(self, of: Cores = "one") -> float:
        """Percent of the processor since this was last asked, 0 the first time; 100 is one core busy, or ``all``."""
        with self._asking() as process:
            share = process.cpu_percent(interval=None)
        return share if of == "one" else share / (psutil.cpu_count() or 1)

    def is_alive(self) -> bool:
        """Whether that very process runs; one that has ended and waits to be reaped does not."""
        if self._ended():
            return False
        entry = read_entry(self.pid)
        root = self.tree.root
        return entry is not None and not entry.zombie and (root is None or entry.birth == root)

    def terminate_process(self, grace_s: float = 5.0, *, waiting: Waiting | None = None) -> Ending:
        """End the whole tree: politely, after ``grace_s`` seconds not. Raises `ProcessMonitorError`."""
        ending = end_tree(self.tree, grace_s, waiting)
        self._ended()  # so that it is no zombie
        return ending

    @property
    def exit_code(self) -> int | None:
        """How a `Popen` ended, as it says it; ``None`` while it runs, and for a mere pid."""
        self._ended()
        code = getattr(self.process, "returncode", None)
        return code if isinstance(code, int) else None

    @property
    def tree(self) -> ProcessTree:
        """All that belongs to it."""
        if self._tree is None:
            self._tree = ProcessTree(None if self._ended() else birth_of(self.pid), self._marker)
        return self._tree

    def _ended(self) -> bool:
        """Whether a `Popen` knows its exit code: from then on its pid may be anybody's."""
        poll = getattr(self.process, "poll", None)
        return poll is not None and isinstance(poll(), int)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[psutil.Process]:
        try:
            if self._asked is None:
                self._asked = psutil.Process(self.pid)
            yield self._asked
        except psutil.NoSuchProcess as error:
            raise ProcessMonitorError(f"Process {self.pid} is gone.") from error
        except psutil.AccessDenied as error:
            raise ProcessMonitorError(f"Process {self.pid} may not be looked at by this user.") from error


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _length(children: object) -> int:
    return len(children) if isinstance(children, list) else 0


def _uss(process: psutil.Process) -> int:
    """0 where the system does not tell this user."""
    try:
        return _count(process.memory_full_info().uss)
    except psutil.AccessDenied:
        return 0


def _uss_of(entry: Entry) -> int:
    try:
        return _uss(psutil.Process(entry.pid))
    except psutil.NoSuchProcess:
        return 0
