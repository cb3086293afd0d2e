"""How a whole process tree ends: asked first, and after the grace not asked."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from signal import Signals
from typing import Literal

from dreamwindow.errors import ProcessMonitorError
from dreamwindow.runtime import signals
from dreamwindow.runtime.table import Birth, Entry, read_table
from dreamwindow.runtime.tree import ProcessTree

_log = logging.getLogger(__name__)
_LOOK_S = 0.02
_PATIENCE_S = 5.0
"""How long a process that was killed may take to go: a disk or a driver can hold it."""
How = Literal["gone", "asked", "killed"]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a tree ended: ``gone`` before we asked, when ``asked``, or ``killed``; how many, and how many were killed."""

    how: How
    processes: int = 0
    killed: int = 0
    took_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The clock and the sleep that an ending uses."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def end_tree(tree: ProcessTree, grace_s: float = 5.0, waiting: Waiting | None = None) -> Ending:
    """End every process of it, those too that are born meanwhile. Blocks. Raises `ProcessMonitorError`."""
    waiting = waiting or Waiting()
    began = waiting.monotonic()
    seen: set[Birth] = set()
    asked = _signal_until_gone(tree, signals.POLITE, began + grace_s, seen, waiting)
    how: How = "asked" if seen else "gone"
    killed = len(asked)
    if asked:
        how = "killed"
        left = _signal_until_gone(tree, signals.FINAL, waiting.monotonic() + _PATIENCE_S, seen, waiting)
        if left:
            raise ProcessMonitorError(
                f"Process {left[0].pid} and {len(left) - 1} more cannot be ended.",
                "They wait for the system, a disk or a driver say, or belong to somebody else.",
            )
    return Ending(how, len(seen), killed, waiting.monotonic() - began)


def _signal_until_gone(
    tree: ProcessTree, number: Signals, deadline: float, seen: set[Birth], waiting: Waiting
) -> list[Entry]:
    """Signal each member once, and what is born meanwhile; what is left at the deadline, none if it all went."""
    told: set[Birth] = set()
    while left := living(tree):
        for entry in left:
            seen.add(entry.birth)
            if entry.birth not in told:
                told.add(entry.birth)
                _send(entry.birth, number)
        if waiting.monotonic() >= deadline:
            return living(tree)
        waiting.sleep(_LOOK_S)
    return []


def living(tree: ProcessTree) -> list[Entry]:
    """Its members that are no zombies; zombies that are ours to reap are reaped on the way."""
    members = tree.members(read_table())
    for entry in members:
        if entry.zombie:
            reap(entry, tree.root)
    return [entry for entry in members if not entry.zombie]


def reap(entry: Entry, root: Birth | None) -> None:
    """Take note of the end of an adopted child. The root's is left to whoever started it and asks for its exit code."""
    if entry.parent != os.getpid() or entry.birth == root:
        return
    try:
        os.waitpid(entry.pid, os.WNOHANG)
    except ChildProcessError:
        return  # taken note of in this moment


def _send(birth: Birth, number: Signals) -> None:
    try:
        signals.send(birth, number)
    except PermissionError:
        _log.warning("Process %s may not be ended by this user", birth.pid)
