"""A process whose children crash: it imports everything once and forks one child for each order that it reads.

``python -m trials.crash_host`` reads `Order` after `Order`, a line of JSON each, and answers each with an exit code.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, NoReturn

from trials.crash_disk import DIED, DyingDisk, InPlaceDisk
from trials.crash_memory import remember, start
from trials.crash_session import next_start, record
from trials.order_host import OrderHost

DiskName = Literal["atomic", "in place"]
DISKS: dict[DiskName, type[DyingDisk]] = {"atomic": DyingDisk, "in place": InPlaceDisk}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Do ``work`` in ``folder`` on a disk that dies before operation ``at``, or ``half``-way through it."""

    work: Literal["record", "start", "remember", "load"]
    folder: str
    disk: DiskName
    at: int
    half: bool
    frames: int = 0


class CrashHost(OrderHost):
    """Runs orders to their death. A context manager."""

    def __init__(self) -> None:
        super().__init__("trials.crash_host")

    def crash(self, order: Order) -> None:
        """Return when the child has died. Raises `AssertionError` if it ended in any other way."""
        code = self.ask(asdict(order))
        if code != DIED:
            raise AssertionError(f"{order} ended with exit code {code}, not with {DIED}.")


def _work(order: Order, disk: DyingDisk) -> None:
    folder = Path(order.folder)
    match order.work:
        case "record":
            record(folder, disk, order.frames)
        case "start":
            next_start(folder, disk)
        case "remember":
            remember(folder, disk, order.frames)
        case "load":
            start(folder, disk)


def _child(order: Order) -> NoReturn:
    try:
        disk = DISKS[order.disk](order.at, half=order.half)
        _work(order, disk)
    except BaseException:  # noqa: BLE001 - told on stderr and by the exit code; a child must not go on as its parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _serve() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _child(Order(**json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()
