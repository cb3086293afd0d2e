"""A supervisor in the background: begun, waited for, ended."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from dreamwindow.cli.signals import signals_tell
from dreamwindow.errors import ProgramFailed
from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.files import ensure_directory_exists, sanitize_filename
from dreamwindow.identity import ProcessIdentity
from dreamwindow.model.program import ProgramSpec
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.runtime.program_run import RunPlaces, supervised
from dreamwindow.runtime.program_state import ProgramStatus, programs_folder, read_status
from dreamwindow.runtime.subreaper import orphans_adopted

_LOOK_S = 0.1
_MARGIN_S = 30.0
_END_S = 60.0


def keep_running(spec: ProgramSpec, sessions_dir: Path) -> None:
    """Supervise it in this process until a signal. Raises `ProgramFailed` when it is given up."""
    places = RunPlaces(sessions_dir=sessions_dir)
    with orphans_adopted():
        settle_the_dead(ledger_folder())
        with supervised(spec, places) as supervisor, signals_tell(lambda name: supervisor.stop()):
            supervisor.run()


def begin_keeping(name: str, config_file: Path | None) -> subprocess.Popen[bytes] | None:
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


def until_ready(
    keeper: subprocess.Popen[bytes] | None, name: str, within_s: float, sleep: Callable[[float], None] = time.sleep
) -> ProgramStatus:
    """Its status once it is ready, or somebody else's is used. Raises `ProgramFailed` with what was said."""
    deadline, look = time.monotonic() + within_s + _MARGIN_S, f"See `dreamwindow engine logs {name}`."
    while True:
        ended = keeper is not None and keeper.poll() is not None
        status = read_status(programs_folder(), name)
        if status is not None and keeper is not None and status.supervisor.pid != keeper.pid:
            status = None  # of an earlier one
        if status is not None and (status.state == "foreign" or (status.state == "ready" and status.is_kept)):
            return status
        if ended or (status is not None and status.state == "failed"):
            says = status.says if status is not None and status.says else _said(name)
            raise ProgramFailed(f"{name} could not be started: {says}", look)
        if time.monotonic() > deadline:
            raise ProgramFailed(f"{name} is not ready after {within_s:g} s.", look)
        sleep(_LOOK_S)


def end_keeping(name: str, sleep: Callable[[float], None] = time.sleep) -> str:
    """Ask its supervisor to end it, and wait; what happened. Raises `ProgramFailed` when it does not."""
    status = read_status(programs_folder(), name)
    repairs = settle_the_dead(ledger_folder())
    if status is None or not status.is_kept:
        return "; ".join(map(str, repairs)) or "it does not run"
    _tell(status.supervisor)
    deadline = time.monotonic() + _END_S
    while status is not None and status.is_kept:
        if time.monotonic() > deadline:
            raise ProgramFailed(f"{name} has not ended within {_END_S:g} s.", "Look at what it does.")
        sleep(_LOOK_S)
        status = read_status(programs_folder(), name)
    return "stopped"


def _tell(supervisor: ProcessIdentity) -> None:
    """It was alive a moment ago, by pid and moment of birth."""
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(supervisor.pid).send_signal(signal.SIGTERM)


def _complaints(name: str) -> Path:
    """What a supervisor writes to stderr."""
    return ensure_directory_exists(programs_folder()) / f"{sanitize_filename(name)}.err"


def _said(name: str) -> str:
    return _complaints(name).read_text(errors="replace").strip().removeprefix("dreamwindow: ")
