"""``kill -9`` of a launcher at any moment: the next start ends every orphan, closes every record, touches no stranger.

At random moments, and before and half-way through every operation on the disk by its index. The control is a next
start that does nothing of the kind: orphans and open records must be seen.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.runtime.table import Birth, birth_of
from dreamwindow.sessions.reader import MANIFEST, read_manifest
from trials.launch_host import COUNTED, LEDGER, PIDS, SESSIONS, LaunchHost, LaunchOrder, prepare
from trials.trees import alive

LONGEST_S = 3.0
NextStart = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Kill:
    """One launcher that died. ``orphans``: how many processes it left; ``faults`` are sentences, there must be none."""

    when: str
    orphans: int
    faults: tuple[str, ...]


def next_start(folder: Path) -> object:
    """What every start does first."""
    return settle_the_dead(folder / LEDGER, grace_s=0.2)


def does_nothing(folder: Path) -> object:
    """The defect."""
    return folder


def at_random(n: int, seed: int, start: NextStart = next_start) -> Iterator[Kill]:
    """Killed at random moments of its first seconds, from before it has a record on."""
    chance = random.Random(seed)
    with LaunchHost() as host:
        for _ in range(n):
            delay_s = chance.uniform(0, LONGEST_S)
            with _place(stays=True) as folder:
                pid = host.begin(LaunchOrder(str(folder)))
                time.sleep(delay_s)
                os.kill(pid, signal.SIGKILL)
                host.end(pid)
                yield _judged(f"after {delay_s:.3f} s", folder, start)


def at_every_operation(every: int = 1, start: NextStart = next_start) -> Iterator[Kill]:
    """Dead before each operation on the disk, and half-way through each write; ``every`` so many of them."""
    with LaunchHost() as host:
        with _place(stays=False) as folder:
            host.end(host.begin(LaunchOrder(str(folder))))
            operations = json.loads((folder / COUNTED).read_text())
        moments = [(at, half) for at, name in enumerate(operations) for half in {False, name.startswith("write")}]
        for at, half in moments[::every]:
            with _place(stays=False) as folder:
                host.end(host.begin(LaunchOrder(str(folder), at, half)))
                yield _judged(f"{'half-way through' if half else 'before'} {operations[at]}", folder, start)


def _judged(when: str, folder: Path, start: NextStart) -> Kill:
    stranger = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    try:
        _write_reused_pid(folder, stranger.pid)
        before = list(alive(_births(folder)))
        start(folder)
        faults = [f"{len(left)} processes are still there" for left in [list(alive(_births(folder)))] if left]
        faults += [f"{path.name} is left in the ledger" for path in (folder / LEDGER).glob("*")]
        faults += list(_open_records(folder))
        faults += ["a stranger was ended"] if stranger.poll() is not None else []
        return Kill(when, len(before), tuple(faults))
    finally:
        stranger.kill()
        stranger.wait()


def _births(folder: Path) -> list[Birth]:
    pids = [int(path.name) for path in (folder / PIDS).iterdir() if path.name.isdigit()]
    return [birth for birth in map(birth_of, pids) if birth is not None]


def _write_reused_pid(folder: Path, pid: int) -> None:
    """As if one of the run's processes had had the stranger's pid."""
    for path in (folder / LEDGER).glob("*.json"):
        with contextlib.suppress(ValueError):
            entry = json.loads(path.read_bytes())
            path.write_text(json.dumps({**entry, "known": [*entry["known"], {"pid": pid, "born": 1.0}]}))


def _open_records(folder: Path) -> Iterator[str]:
    sessions = folder / SESSIONS
    for session in sessions.iterdir() if sessions.is_dir() else ():
        metadata = session / "launcher_metadata"
        if not (session / MANIFEST).is_file():
            yield f"{session.name} has no manifest"
        elif read_manifest(session).status == "running":
            yield f"{session.name} is still open"
        elif metadata.is_dir() and not (metadata / "end_state.json").is_file():
            yield f"{session.name} has no end state"
        for path in session.rglob("*.dw.tmp"):
            yield f"{path.name} is left"


@contextmanager
def _place(*, stays: bool) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, stays=stays)
        try:
            yield folder
        finally:
            (folder / PIDS / "stay").unlink(missing_ok=True)
            settle_the_dead(folder / LEDGER, grace_s=0)


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when there was no fault, and the control had some."""
    parser = argparse.ArgumentParser(prog="python -m trials launch_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args(argv)
    good = [
        _tell("at random moments", at_random(options.kills, options.seed)),
        _tell("at operations", at_every_operation()),
    ]
    control = [kill for kill in at_random(5, options.seed, does_nothing) if kill.faults]
    print(f"control, a start that settles nothing: {len(control)} of 5 with faults, such as: {control[0].faults[0]}")
    return 0 if all(good) and control else 1


def _tell(what: str, kills: Iterator[Kill]) -> bool:
    seen = list(kills)
    print(f"{len(seen)} kills {what}; {sum(kill.orphans > 0 for kill in seen)} of them left orphans")
    for kill in seen:
        for fault in kill.faults:
            print(f"  {kill.when}: {fault}")
    return bool(seen) and not any(kill.faults for kill in seen)
