"""The dream's memory after a crash at every write, rename and removal: right, or put right by the next start.

`python -m trials crash_cache`. Each crash happens while a small cache is filled beyond its size and closed, or in the
start after a crash. The control writes in place, and must be found out.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.dream.cache import CacheManager, CacheOptions
from dreamwindow.files import DISK
from dreamwindow.imaging.descriptor import Descriptor
from trials.cache_judge import broken_in_cache, indexed, wrong_in_cache
from trials.crash_host import DISKS, CrashHost, DiskName, Order
from trials.crash_memory import CACHE, SIZE, picture_of, remember, start


@dataclass(frozen=True, slots=True)
class CacheCrash:
    """One crash: where, what was wrong afterwards (nothing must be), and what the next start said it mended."""

    operation: str
    faults: tuple[str, ...]
    mended: tuple[str, ...]


def crashes_while_remembering(disk: DiskName, adds: int) -> Iterator[CacheCrash]:
    """Crash before each operation, and half-way through each write."""
    with CrashHost() as host:
        for at, half, operation in _moments(disk, adds):
            with tempfile.TemporaryDirectory() as folder:
                host.crash(Order(work="remember", folder=folder, disk=disk, at=at, half=half, frames=adds))
                yield _judged(operation, Path(folder), adds)


def crashes_while_starting_again(adds: int) -> Iterator[CacheCrash]:
    """Crash in the cleaning that the next start does after the crashes that leave it something to do."""
    with CrashHost() as host:
        for at, half, operation in _moments("atomic", adds):
            with tempfile.TemporaryDirectory() as folder:
                host.crash(Order(work="remember", folder=folder, disk="atomic", at=at, half=half, frames=adds))
                for again, step in enumerate(_cleaning(Path(folder))):
                    with tempfile.TemporaryDirectory() as copy:
                        shutil.copytree(folder, copy, dirs_exist_ok=True)
                        half_again = step.startswith("write")
                        host.crash(Order(work="load", folder=copy, disk="atomic", at=again, half=half_again))
                        yield _judged(f"{operation}, then {step}", Path(copy), adds)


def _cleaning(folder: Path) -> list[str]:
    """What the next start does on disk."""
    counting = DISKS["atomic"]()
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        start(Path(copy), counting)
    return counting.operations


def _judged(operation: str, folder: Path, adds: int) -> CacheCrash:
    home = folder / CACHE
    faults = [f"a reader sees {fault}" for fault in broken_in_cache(home)]
    given = max((int(path.stem[-5:]) for path in home.glob("images/cache_*.png")), default=0)
    mended = _start_again(home)
    faults += [f"after the next start {fault}" for fault in wrong_in_cache(home, Descriptor())]
    faults += [f"a second start says {what}" for what in _start_again(home)]
    faults += list(_not_a_state_of_it(home, adds))
    if (number := int(_next_id(home)[-5:])) <= given:
        faults.append(f"number {number} is given out twice")
    return CacheCrash(operation, tuple(faults), tuple(mended))


def _start_again(home: Path) -> list[str]:
    cache = CacheManager(home, Descriptor(), CacheOptions(max_size=SIZE, eviction="oldest"), disk=DISK)
    return cache.load_cache()


def _not_a_state_of_it(home: Path, adds: int) -> Iterator[str]:
    """The entries are those after some add: the newest ones up to it, none missing in between."""
    numbers = sorted(int(cache_id[-5:]) for cache_id in indexed(home))
    states = [list(range(max(1, newest - SIZE + 1), newest + 1)) for newest in range(adds + 1)]
    if numbers not in states:
        yield f"after the next start there are {numbers}, which it never held"


def _next_id(home: Path) -> str:
    cache = CacheManager(home, Descriptor(), CacheOptions(max_size=SIZE, eviction="oldest"), disk=DISK)
    cache.load_cache()
    picture = picture_of(99)
    return cache.add(picture, "", {}, Descriptor().embed([picture])[0])


def _moments(disk: DiskName, adds: int) -> Iterator[tuple[int, bool, str]]:
    """Index, whether half-way, and in words: every moment at which it can die."""
    counting = DISKS[disk]()
    with tempfile.TemporaryDirectory() as folder:
        remember(Path(folder), counting, adds)
    for at, operation in enumerate(counting.operations):
        yield at, False, f"before {operation}"
        if operation.startswith("write"):
            yield at, True, f"half-way through {operation}"


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when every crash was put right, and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials crash_cache", description=__doc__)
    parser.add_argument("--adds", type=int, default=6, help="to a cache of three")
    adds = parser.parse_args(argv).adds
    good = [
        _tell("remembering", crashes_while_remembering("atomic", adds)),
        _tell("starting again", crashes_while_starting_again(SIZE + 1)),
    ]
    faulty = [crash for crash in crashes_while_remembering("in place", SIZE + 1) if crash.faults]
    print(f"control, in place: {len(faulty)} crashes left something wrong, such as: {faulty[0].faults[0]}")
    return 0 if all(good) and faulty else 1


def _tell(what: str, crashes: Iterator[CacheCrash]) -> bool:
    seen = list(crashes)
    mended = sum(len(crash.mended) for crash in seen)
    print(f"crashes while {what}: {len(seen)}; the next starts put {mended} things right")
    for crash in seen:
        for fault in crash.faults:
            print(f"  {crash.operation}: {fault}")
    return bool(seen) and not any(crash.faults for crash in seen)
