"""A tree of processes ends whole, whatever its members do to stay: within its grace and a second, every time.

The trees hold processes that ignore SIGTERM, grandchildren, daemons that forked twice into sessions of their own, and
zombies that nobody reaps. The control ends the root alone, as is usual: survivors must be seen.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.ending import Ending
from dreamwindow.runtime.signals import send
from dreamwindow.runtime.subreaper import orphans_adopted
from dreamwindow.runtime.table import Birth, birth_of, read_entry

GRACE_S = 1.0
READY_S = 60.0
PROGRAM = r"""
import os, signal, sys
count, folder = int(sys.argv[1]), sys.argv[2]
read, write = os.pipe()

def stay(kind):
    if kind in ("stubborn", "stubborn daemon"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    open(os.path.join(folder, str(os.getpid())), "w").close()
    os.write(write, b".")
    while True:
        signal.pause()

def leave():
    os._exit(0)

def born(kind):
    if kind == "with a grandchild" and os.fork() == 0:
        stay("plain")
    if kind.endswith("daemon"):
        os.setsid()
        if os.fork():
            leave()
    stay(kind)

kinds = ["plain", "stubborn", "with a grandchild", "daemon", "stubborn daemon", "zombie"]
expected = 0
for number in range(count):
    kind = kinds[number % len(kinds)]
    expected += {"zombie": 0, "with a grandchild": 2}.get(kind, 1)
    if os.fork() == 0:
        leave() if kind == "zombie" else born(kind)
while expected:
    expected -= len(os.read(read, expected))
print("ready", flush=True)
while True:
    signal.pause()
"""


@dataclass(frozen=True, slots=True)
class Round:
    """One tree: how it ended, and who was still there."""

    ending: Ending
    processes: int
    survivors: tuple[int, ...]

    @property
    def well(self) -> bool:
        """Whether all of it went in time."""
        return not self.survivors and self.ending.took_s <= GRACE_S + 1.0


End = Callable[[Child], Ending]


def rounds(n: int, count: int, end: End | None = None) -> Iterator[Round]:
    """``n`` trees of about ``count`` processes, one after another, each ended by ``end``."""
    for _ in range(n):
        with tempfile.TemporaryDirectory() as folder, orphans_adopted():
            yield _round(Path(folder), count, end or (lambda child: child.end(GRACE_S)))


def _round(folder: Path, count: int, end: End) -> Round:
    command = Command(arguments=(sys.executable, "-c", PROGRAM, str(count), str(folder)))
    ready: list[str] = []
    with Child.start(command, ready.append) as child:
        _until(lambda: bool(ready), READY_S)
        births = [birth for name in os.listdir(folder) if (birth := birth_of(int(name))) is not None]  # noqa: PTH208
        ending = end(child)
        return Round(ending, len(births) + 1, tuple(alive(births)))


def alive(births: Iterable[Birth]) -> Iterator[int]:
    """The pids of those that still run."""
    for birth in births:
        entry = read_entry(birth.pid)
        if entry is not None and entry.birth == birth and not entry.zombie:
            yield birth.pid


def end_root_alone(child: Child) -> Ending:
    """The defect: what `Popen.kill` does."""
    root = child.tree.root
    if root is not None:
        send(root, signal.SIGKILL)
    child.process.wait()
    return Ending("killed", 1, 1)


def _until(holds: Callable[[], bool], within_s: float) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s:g} s")
        time.sleep(0.01)


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when every tree ended whole and in time, and the control left survivors."""
    parser = argparse.ArgumentParser(prog="python -m trials trees", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--processes", type=int, default=100)
    options = parser.parse_args(argv)
    done = list(rounds(options.rounds, options.processes))
    slowest = max(one.ending.took_s for one in done)
    least = min(one.processes for one in done)
    print(f"{len(done)} trees of at least {least} processes: {sum(one.well for one in done)} ended whole and in time")
    print(
        f"slowest {slowest:.2f} s with a grace of {GRACE_S:g} s; {sum(one.ending.killed for one in done)} were killed"
    )
    control = next(rounds(1, options.processes, end_root_alone))
    print(f"control, the root alone: {len(control.survivors)} of {control.processes} survived")
    return 0 if all(one.well for one in done) and control.survivors else 1
