"""A supervisor in the background: begun, waited for, ended."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dreamwindow.errors import ProgramFailed
from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.files import ensure_directory_exists, sanitize_filename
from dreamwindow.identity import ProcessIdentity
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.runtime.program_state import ProgramStatus, programs_folder, read_status
from dreamwindow.runtime.signals import ask_to_end

_LOOK_S = 0.1
_END_S = 60.0
Keeper = subprocess.Popen[bytes]


def begin_keeping(name: str, config_file: Path | None) -> Keeper | None:
    """Start a supervisor that outlives us; ``None`` when one keeps it already."""
    settle_the_dead(ledger_folder())
    status = read_status(programs_folder(), name)
    if status is not None and status.is_kept:
        return None
    given = ["--config", str(config_file)] if config_file is not None else []
    with _complaints(name).open("wb") as complaints:
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "dreamwindow", "engine", "keep", name, *given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            start_new_session=True,
        )


def until(
    keeper: Keeper | None, name: str, seen: Callable[[ProgramStatus], bool], within_s: float,
    sleep: Callable[[float], None] = time.sleep,
) -> ProgramStatus | None:  # fmt: skip
    """Its status once it is ``seen``; ``None`` when that took longer than ``within_s``.

    ``keeper`` is whose status counts; ``None`` is anybody's. Raises `ProgramFailed` with what was said when it is
    given up.
    """
    deadline = time.monotonic() + within_s
    while True:
        ended = keeper is not None and keeper.poll() is not None
        status = read_status(programs_folder(), name)
        if status is not None and keeper is not None and status.supervisor.pid != keeper.pid:
            status = None  # of an earlier one
        if status is not None and seen(status):
            return status
        if ended or (status is not None and status.state == "failed"):
            says = status.says if status is not None and status.says else _said(name)
            raise ProgramFailed(f"{name} could not be started: {says}", f"See `dreamwindow engine logs {name}`.")
        if time.monotonic() > deadline:
            return None
        sleep(_LOOK_S)


def end_keeping(name: str, sleep: Callable[[float], None] = time.sleep) -> str:
    """Ask its supervisor to end it, and wait; what happened.

    Raises `ProgramFailed` when it does not end, or its supervisor does other things too: a dream that started it.
    """
    status = read_status(programs_folder(), name)
    repairs = settle_the_dead(ledger_folder())
    if status is None or not status.is_kept:
        return "; ".join(map(str, repairs)) or "it does not run"
    if not status.alone and status.supervisor != ProcessIdentity.mine():
        raise ProgramFailed(
            f"{name} belongs to a dream, process {status.supervisor.pid}.", "It ends with it, or in its page, at Runs."
        )
    ask_to_end(status.supervisor)
    deadline = time.monotonic() + _END_S
    while status is not None and status.is_kept:
        if time.monotonic() > deadline:
            raise ProgramFailed(f"{name} has not ended within {_END_S:g} s.", "Look at what it does.")
        sleep(_LOOK_S)
        status = read_status(programs_folder(), name)
    return "stopped"


def _complaints(name: str) -> Path:
    """What a supervisor writes to stderr."""
    return ensure_directory_exists(programs_folder()) / f"{sanitize_filename(name)}.err"


def _said(name: str) -> str:
    return _complaints(name).read_text(errors="replace").strip().removeprefix("dreamwindow: ")
