"""Files that others read are whole: under four readers at 30 Hz, and after a crash at every write and rename.

Each half has its control: the same code on a disk that writes in place, in which broken files must be seen.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import DreamWindowError
from dreamwindow.files import DISK
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.sessions.repair import Repair
from trials.crash_disk import DIED, DyingDisk, InPlaceDisk
from trials.crash_judge import broken_files, torn, unfinished
from trials.crash_session import (
    OUTPUT,
    SESSIONS,
    DiskAt,
    next_start,
    record,
    recording_process,
    starting_process,
)
from trials.hammer import Context, Hammered, hammer


@dataclass(frozen=True, slots=True)
class Crash:
    """One crash and what came of it. ``faults`` are sentences; there must be none."""

    operation: str
    faults: tuple[str, ...]
    repairs: tuple[Repair, ...]


def atomic(at: int | None, half: bool) -> DyingDisk:
    """Our own way of writing."""
    return DyingDisk(at, half=half)


def in_place(at: int | None, half: bool) -> DyingDisk:
    """The defect."""
    return InPlaceDisk(at, half=half)


def crashes_while_recording(disk_at: DiskAt, frames: int) -> Iterator[Crash]:
    """Crash before each operation of a short session, and half-way through each write; judge, start again, judge."""
    for at, half, operation in _moments(disk_at, lambda folder, disk: record(folder, disk, frames)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _run_to_death(recording_process, folder, disk_at, at, half, frames)
            yield _judged(operation, folder)


def crashes_while_starting(frames: int) -> Iterator[Crash]:
    """Crash in the next start's own cleaning, at each of its operations; the start after that must finish the work."""
    at, half, operation = _worst_moment(frames)
    with tempfile.TemporaryDirectory() as name:
        _run_to_death(recording_process, Path(name), atomic, at, half, frames)
        counting = DyingDisk()
        next_start(Path(name), counting)
    for again, step in enumerate(counting.operations):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _run_to_death(recording_process, folder, atomic, at, half, frames)
            _run_to_death(starting_process, folder, atomic, again, step.startswith("write"))
            yield _judged(f"{operation}, then {step}", folder)


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


def _moments(disk_at: DiskAt, work: Callable[[Path, DyingDisk], None]) -> Iterator[tuple[int, bool, str]]:
    with tempfile.TemporaryDirectory() as name:
        disk = disk_at(None, False)
        assert isinstance(disk, DyingDisk)
        work(Path(name), disk)
    for at, operation in enumerate(disk.operations):
        yield at, False, f"before {operation}"
        if operation.startswith("write"):
            yield at, True, f"half-way through {operation}"


def _worst_moment(frames: int) -> tuple[int, bool, str]:
    """Half-way through the last line of recipes: a torn line, a running manifest."""
    moments = list(_moments(atomic, lambda folder, disk: record(folder, disk, frames)))
    return next(m for m in reversed(moments) if m[1] and m[2].endswith("recipes.jsonl"))


def _run_to_death(work: Callable[..., None], *arguments: object) -> None:
    process = context().Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode != DIED:
        raise AssertionError(f"The process did not die where it was to: exit code {process.exitcode}.")


def context() -> Context:
    """Fresh processes that need not import everything again, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(["dreamwindow.outputs.current", "dreamwindow.outputs.recorder"])  # what is heavy
    return forkserver


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when nothing broken was seen, and something was in each control."""
    parser = argparse.ArgumentParser(prog="python -m trials crash", description=__doc__)
    parser.add_argument("--frames", type=int, default=8, help="frames of the session that crashes")
    parser.add_argument(
        "--replacements", type=int, default=1_800, help="of current_frame.png and status.json, at 30 Hz"
    )
    options = parser.parse_args(argv)
    good = [_tell_hammered(options.replacements)]
    good.append(_tell("recording", crashes_while_recording(atomic, options.frames)))
    good.append(_tell("starting again", crashes_while_starting(options.frames)))
    faulty = [crash for crash in crashes_while_recording(in_place, 1) if crash.faults]
    print(f"control, in place: {len(faulty)} crashes left something broken, such as: {faulty[0].faults[0]}")
    return 0 if all(good) and faulty else 1


def _tell_hammered(replacements: int) -> bool:
    ours: Hammered = hammer(context(), DISK, replacements)
    print(f"hammered, atomic: {ours}")
    control = hammer(context(), InPlaceDisk(), replacements, until_broken=True)
    print(f"control, in place: {control}")
    return not ours.broken and bool(control.broken)


def _tell(what: str, crashes: Iterator[Crash]) -> bool:
    seen = list(crashes)
    cleaned = sum(len(crash.repairs) for crash in seen)
    print(f"crashes while {what}: {len(seen)}; the next starts put {cleaned} things right in {OUTPUT}/ and {SESSIONS}/")
    for crash in seen:
        for fault in crash.faults:
            print(f"  {crash.operation}: {fault}")
    return bool(seen) and not any(crash.faults for crash in seen)
