"""A supervisor in this process, and the wait for one in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dreamwindow.cli.signals import signals_tell
from dreamwindow.compose.gpu_memory import GpuMemoryOf
from dreamwindow.compose.keeping import Keeper, until
from dreamwindow.errors import ProgramFailed
from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.model.program import ProgramSpec
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.runtime.program_run import RunPlaces, supervised
from dreamwindow.runtime.program_state import ProgramStatus
from dreamwindow.runtime.subreaper import orphans_adopted

_MARGIN_S = 30.0


def keep_running(spec: ProgramSpec, sessions_dir: Path) -> None:
    """Supervise it in this process until a signal. Raises `ProgramFailed` when it is given up."""
    places = RunPlaces(sessions_dir=sessions_dir, gpu_memory=GpuMemoryOf())
    with orphans_adopted():
        settle_the_dead(ledger_folder())
        with supervised(spec, places) as supervisor, signals_tell(lambda name: supervisor.stop()):
            supervisor.run()


def until_ready(keeper: Keeper | None, name: str, within_s: float, say: Callable[[str], None]) -> ProgramStatus:
    """Its status once it is ready, or somebody else's is used; ``say`` hears of each end on the way there.

    Raises `ProgramFailed` with what was said.
    """
    told: set[str] = set()

    def seen(status: ProgramStatus) -> bool:
        if status.state == "waiting" and status.since not in told:
            told.add(status.since)
            say(f"{name}: {status.says}")
        return status.state == "foreign" or (status.state == "ready" and status.is_kept)

    status = until(keeper, name, seen, within_s + _MARGIN_S)
    if status is None:
        raise ProgramFailed(f"{name} is not ready after {within_s:g} s.", f"See `dreamwindow engine logs {name}`.")
    return status
