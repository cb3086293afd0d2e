"""What runs on this machine now: one look at every process, as cheap as the system lets it be."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import psutil

_PROC = "/proc"
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_STAT_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Birth:
    """One process of this boot: pids are used again, pids with a moment of birth are not.

    ``born`` in seconds, since the boot on Linux and since the epoch elsewhere: it is compared, never calculated with.
    """

    pid: int
    born: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One process at one moment. ``cpu_s`` it has spent in all; ``rss`` and ``vms`` in bytes."""

    birth: Birth
    parent: int
    session: int
    """The POSIX session's id, the pid of who began it; 0 where there are none."""
    zombie: bool
    cpu_s: float
    rss: int
    vms: int

    @property
    def pid(self) -> int:
        """Short for ``birth.pid``."""
        return self.birth.pid


Table = dict[int, Entry]


def read_table() -> Table:
    """Every process that we may see, by pid."""
    return _from_proc() if sys.platform == "linux" else _from_psutil()


def read_entry(pid: int) -> Entry | None:
    """One process, or ``None`` when there is none."""
    if sys.platform == "linux":
        return _read_stat(pid)
    try:
        return _of(psutil.Process(pid))
    except psutil.Error:
        return None


def birth_of(pid: int) -> Birth | None:
    """Who that pid is now."""
    entry = read_entry(pid)
    return entry.birth if entry else None


def has_in_environment(pid: int, name: str) -> bool:
    """Whether the process was started with the variable ``name``; false where we may not look."""
    if sys.platform == "linux":
        try:
            with open(f"{_PROC}/{pid}/environ", "rb") as file:  # noqa: PTH123 - for each process that is new
                data = file.read()
        except OSError:
            return False
        return data.startswith(f"{name}=".encode()) or f"\0{name}=".encode() in data
    try:
        return name in psutil.Process(pid).environ()
    except (psutil.Error, OSError):
        return False


def _from_proc() -> Table:
    found = (_read_stat(int(name)) for name in os.listdir(_PROC) if name.isdigit())  # noqa: PTH208 - many a second
    return {entry.pid: entry for entry in found if entry is not None}


def _read_stat(pid: int) -> Entry | None:
    """``/proc/PID/stat``, one read a process: psutil makes an object of each and asks five files (see proc(5))."""
    try:
        descriptor = os.open(f"{_PROC}/{pid}/stat", os.O_RDONLY)
    except OSError:
        return None
    try:
        data = os.read(descriptor, _STAT_BYTES)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    fields = data[data.rindex(b")") + 2 :].split()
    return Entry(
        birth=Birth(pid, int(fields[19]) / _TICKS), parent=int(fields[1]), session=int(fields[3]),
        zombie=fields[0] in (b"Z", b"X"), cpu_s=(int(fields[11]) + int(fields[12])) / _TICKS,
        rss=int(fields[21]) * _PAGE, vms=int(fields[20]),
    )  # fmt: skip


def _from_psutil() -> Table:
    table: Table = {}
    for process in psutil.process_iter():
        try:
            table[process.pid] = _of(process)
        except psutil.Error:
            continue
    return table


def _of(process: psutil.Process) -> Entry:
    with process.oneshot():
        zombie = process.status() == psutil.STATUS_ZOMBIE
        times, memory = process.cpu_times(), process.memory_info()
        session = os.getsid(process.pid) if hasattr(os, "getsid") and not zombie else 0
        return Entry(
            birth=Birth(process.pid, process.create_time()), parent=process.ppid(), session=session, zombie=zombie,
            cpu_s=times.user + times.system, rss=memory.rss, vms=memory.vms,
        )  # fmt: skip
