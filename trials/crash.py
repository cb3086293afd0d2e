"""Files that others read are whole: under four readers at 30 Hz, and after a crash at every write and rename.

Each half has its control: the same code on a disk that writes in place, in which broken files must be seen.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import DreamWindowError
from dreamwindow.files import DISK
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.sessions.repair import Repair
from trials.crash_disk import InPlaceDisk
from trials.crash_host import DISKS, CrashHost, DiskName, Order
from trials.crash_judge import broken_files, torn, unfinished
from trials.crash_session import SESSIONS, next_start, record
from trials.hammer import Hammered, hammer


@dataclass(frozen=True, slots=True)
class Crash:
    """One crash and what came of it. ``faults`` are sentences; there must be none."""

    operation: str
    faults: tuple[str, ...]
    repairs: tuple[Repair, ...]


def crashes_while_recording(disk: DiskName, frames: int) -> Iterator[Crash]:
    """Crash before each operation of a short session, and half-way through each write; judge, start again, judge."""
    with CrashHost() as host:
        for at, half, operation in _moments(disk, frames):
            with tempfile.TemporaryDirectory() as folder:
                host.crash(Order(work="record", folder=folder, disk=disk, at=at, half=half, frames=frames))
                yield _judged(operation, Path(folder))


def crashes_while_starting(frames: int) -> Iterator[Crash]:
    """Crash in the next start's own cleaning, at each of its operations; the start after that must finish the work.

    What there is to clean is what a crash half-way through the last line of recipes leaves.
    """
    at, half, operation = next(
        moment for moment in reversed(list(_moments("atomic", frames))) if moment[1] and "recipes.jsonl" in moment[2]
    )
    with CrashHost() as host:
        for again in range(1_000):
            with tempfile.TemporaryDirectory() as folder:
                host.crash(Order(work="record", folder=folder, disk="atomic", at=at, half=half, frames=frames))
                cleaning = DISKS["atomic"]()
                with tempfile.TemporaryDirectory() as copy:
                    shutil.copytree(folder, copy, dirs_exist_ok=True)
                    next_start(Path(copy), cleaning)
                if again == len(cleaning.operations):
                    return
                step = cleaning.operations[again]
                half_again = step.startswith("write")
                host.crash(Order(work="start", folder=folder, disk="atomic", at=again, half=half_again))
                yield _judged(f"{operation}, then {step}", Path(folder))


def _judged(operation: str, folder: Path) -> Crash:
    """What a reader sees before the next start, what that start says, and what is left after it."""
    faults = [f"a reader sees {fault}" for fault in broken_files(folder)]
    left = [*unfinished(folder), *torn(folder)]
    outer = [path for path in left if not any(parent in left for parent in path.parents)]
    repairs = next_start(folder, DISK)
    said = {repair.path for repair in repairs}
    faults += [f"the next start does not say {path.name}" for path in outer if path not in said]
    faults += [f"after the next start there is {path.name}" for path in [*unfinished(folder), *torn(folder)]]
    faults += [f"after the next start a reader sees {fault}" for fault in broken_files(folder)]
    faults += [f"a second start says {repair}" for repair in next_start(folder, DISK)]
    faults += list(_wrong_manifests(folder, said))
    return Crash(operation, tuple(faults), tuple(repairs))


def _wrong_manifests(folder: Path, said: set[Path]) -> Iterator[str]:
    sessions = folder / SESSIONS
    for session in sessions.iterdir() if sessions.exists() else ():
        try:
            status: str = read_manifest(session).status
        except DreamWindowError as error:
            status = f"nothing: {error.message}"
        if status != ("died" if session in said else "completed"):
            yield f"the manifest of {session.name} says {status}"


def _moments(disk: DiskName, frames: int) -> Iterator[tuple[int, bool, str]]:
    """Index, whether half-way, and in words: every moment at which the session can die."""
    counting = DISKS[disk]()
    with tempfile.TemporaryDirectory() as folder:
        record(Path(folder), counting, frames)
    for at, operation in enumerate(counting.operations):
        yield at, False, f"before {operation}"
        if operation.startswith("write"):
            yield at, True, f"half-way through {operation}"


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when nothing broken was seen, and something was in each control."""
    parser = argparse.ArgumentParser(prog="python -m trials crash", description=__doc__)
    parser.add_argument("--frames", type=int, default=8, help="frames of the session that crashes")
    parser.add_argument(
        "--replacements", type=int, default=1_800, help="of current_frame.png and status.json, at 30 Hz"
    )
    options = parser.parse_args(argv)
    good = [_tell_hammered(options.replacements)]
    good.append(_tell("recording", crashes_while_recording("atomic", options.frames)))
    good.append(_tell("starting again", crashes_while_starting(options.frames)))
    faulty = [crash for crash in crashes_while_recording("in place", 1) if crash.faults]
    print(f"control, in place: {len(faulty)} crashes left something broken, such as: {faulty[0].faults[0]}")
    return 0 if all(good) and faulty else 1


def _tell_hammered(replacements: int) -> bool:
    ours: Hammered = hammer(DISK, replacements)
    print(f"hammered, atomic: {ours}")
    control = hammer(InPlaceDisk(), replacements, until_broken=True)
    print(f"control, in place: {control}")
    return not ours.broken and bool(control.broken)


def _tell(what: str, crashes: Iterator[Crash]) -> bool:
    seen = list(crashes)
    cleaned = sum(len(crash.repairs) for crash in seen)
    print(f"crashes while {what}: {len(seen)}; the next starts put {cleaned} things right")
    for crash in seen:
        for fault in crash.faults:
            print(f"  {crash.operation}: {fault}")
    return bool(seen) and not any(crash.faults for crash in seen)
