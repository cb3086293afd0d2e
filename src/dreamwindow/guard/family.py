"""What a process has started, and how much of the processors' time each of them took."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import psutil

_PROC = Path("/proc")


def descendants(pid: int) -> frozenset[int]:
    """All that it and its children started and that still runs; empty once it is gone."""
    if sys.platform == "linux" and (_PROC / "self/task" / str(os.getpid()) / "children").exists():
        return frozenset(_from_proc(pid))
    try:
        return frozenset(child.pid for child in psutil.Process(pid).children(recursive=True))
    except (psutil.Error, OSError):
        return frozenset()


def _from_proc(pid: int) -> Iterator[int]:
    """The kernel's own lists, a file a thread: psutil asks every process of the machine for its parent."""
    for child in _children(pid):
        yield child
        yield from _from_proc(child)


def _children(pid: int) -> Iterator[int]:
    try:
        threads = os.listdir(_PROC / str(pid) / "task")  # noqa: PTH208 - names are all that is wanted
        for thread in threads:
            yield from map(int, (_PROC / str(pid) / "task" / thread / "children").read_text().split())
    except OSError:  # it ended meanwhile
        return


def cpu_seconds(pids: Iterable[int]) -> Mapping[int, float]:
    """Seconds of processor time that each has taken since it began; those that are gone are left out."""
    taken: dict[int, float] = {}
    for pid in pids:
        try:
            times = psutil.Process(pid).cpu_times()
        except (psutil.Error, OSError):
            continue
        taken[pid] = times.user + times.system
    return taken
