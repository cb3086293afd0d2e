"""A process in which launches are begun and die: each in a fork of its own, as the order on stdin says."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamwindow.experiments import LaunchOptions, launcher_for, read_source
from dreamwindow.runtime.subreaper import orphans_adopted
from trials.crash_disk import DyingDisk
from trials.order_host import OrderHost

PARAMETERS, LEDGER, SESSIONS, PIDS = "params.json", "ledger", "sessions", "pids"
COUNTED = "operations.json"
PROGRAM = """
import os, signal, sys
folder = sys.argv[1]
def stay():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    open(os.path.join(folder, str(os.getpid())), "w").close()
    while os.path.exists(os.path.join(folder, "stay")):
        signal.sigtimedwait([], 0.05)
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
stay()
"""


@dataclass(frozen=True, slots=True)
class LaunchOrder:
    """Launch what is in ``folder``. Die before the disk's operation ``at``, or half-way through it; ``None`` never."""

    folder: str
    at: int | None = None
    half: bool = False


def prepare(folder: Path, *, stays: bool) -> None:
    """Write a parameter file whose program leaves a daemon behind; ``stays`` until the file ``pids/stay`` is gone."""
    (folder / PIDS).mkdir()
    (folder / "task.py").write_text(PROGRAM)
    if stays:
        (folder / PIDS / "stay").touch()
    values = {
        "subject_id": "m1", "user_id": "u1", "script_path": "task.py", "script_arguments": [str(folder / PIDS)],
        "resource_log_interval": 0.2, "grace_period_sec": 0.2,
    }  # fmt: skip
    (folder / PARAMETERS).write_text(json.dumps(values))


def launch(order: LaunchOrder) -> None:
    """As the command does it."""
    folder = Path(order.folder)
    disk = DyingDisk(order.at, half=order.half)
    options = LaunchOptions(sessions_dir=folder / SESSIONS, ledger=folder / LEDGER, disk=disk)
    with orphans_adopted():
        launcher_for(read_source(folder / PARAMETERS), options).run()
    (folder / COUNTED).write_text(json.dumps(disk.operations))


class LaunchHost(OrderHost):
    """Starts the host, and gives orders. A context manager."""

    def __init__(self) -> None:
        super().__init__("trials.launch_host")

    def begin(self, order: LaunchOrder) -> int:
        """The pid of the launcher, which has just begun."""
        return self.ask(asdict(order))

    def end(self, pid: int) -> int:
        """Wait for its end; its exit status as `os.waitstatus_to_exitcode` has it."""
        return self.ask({"wait": pid})


def serve() -> None:
    """Fork for each order; a launcher is a child of ours, so that its pid stays its own until it is waited for."""
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            print(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]), flush=True)
            continue
        pid = os.fork()
        if pid == 0:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 0)
            os.dup2(nowhere, 1)
            try:
                launch(LaunchOrder(**order))
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    serve()
