"""Who a process is: host, boot, pid and start time together, since pids are used again."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import psutil

CLOCK_SLACK_S = 2.0
"""How far two readings of one process's start may lie apart: the wall clock is corrected while it runs."""
_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_BOOTED_AT = "booted-at-"
_BOOT_SLACK_S = 60


class Liveness(Enum):
    """Whether a process still runs, as far as this machine can know."""

    ALIVE = "alive"
    GONE = "gone"
    UNKNOWN = "unknown"
    """It runs, or ran, on another host."""


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """One process, never to be taken for another. ``process_started_at`` in seconds since the epoch."""

    host: str
    boot_id: str
    pid: int
    process_started_at: float

    @classmethod
    def mine(cls) -> ProcessIdentity:
        """The process that asks."""
        pid = os.getpid()
        return cls(host(), boot_id(), pid, psutil.Process(pid).create_time())


def host() -> str:
    """This machine's name."""
    return platform.node()


def boot_id() -> str:
    """Different after every start of the machine."""
    if _LINUX_BOOT_ID.exists():
        return _LINUX_BOOT_ID.read_text().strip()
    return f"{_BOOTED_AT}{psutil.boot_time():.0f}"


def is_alive(identity: ProcessIdentity) -> Liveness:
    """Whether that very process runs here now; a zombie does not."""
    if identity.host != host():
        return Liveness.UNKNOWN
    if not _same_boot(identity.boot_id, boot_id()):
        return Liveness.GONE
    try:
        process = psutil.Process(identity.pid)
        same = abs(process.create_time() - identity.process_started_at) <= CLOCK_SLACK_S
        running = same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.AccessDenied:
        return Liveness.UNKNOWN
    except psutil.NoSuchProcess:
        return Liveness.GONE
    return Liveness.ALIVE if running else Liveness.GONE


def is_alive_since(pid: int, moment: float) -> bool:
    """Whether the process ``pid`` of this host that ran at ``moment`` (seconds since the epoch) still runs."""
    try:
        process = psutil.Process(pid)
        return process.create_time() <= moment + CLOCK_SLACK_S and process.status() != psutil.STATUS_ZOMBIE
    except psutil.AccessDenied:
        return True
    except psutil.NoSuchProcess:
        return False


def _same_boot(a: str, b: str) -> bool:
    """Where the system has no boot id, the boot's time is computed from two clocks and differs a little each time."""
    if a.startswith(_BOOTED_AT) and b.startswith(_BOOTED_AT):
        times = [part.removeprefix(_BOOTED_AT) for part in (a, b)]
        return all(time.isdigit() for time in times) and abs(int(times[0]) - int(times[1])) <= _BOOT_SLACK_S
    return a == b
