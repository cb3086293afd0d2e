"""LaunchedRun: one experiment, or one run of a program, as its record tells it now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dreamwindow.experiments import record as experiment
from dreamwindow.identity import Liveness, ProcessIdentity, is_alive
from dreamwindow.model.program import ProgramState
from dreamwindow.model.session import SessionManifest, SessionState
from dreamwindow.runtime import program_run as program
from dreamwindow.runtime.program_state import ProgramStatus

RunKind = Literal["experiment", "engine"]
RunState = SessionState | ProgramState
RUNS: tuple[RunKind, ...] = get_args(RunKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchedRun:
    """``owner`` keeps its record; ``status`` is what a supervisor says of the program, while it keeps this very run."""

    id: str
    folder: Path
    kind: RunKind
    manifest: SessionManifest
    owner: Liveness
    status: ProgramStatus | None = None

    @property
    def identity(self) -> ProcessIdentity:
        """Who keeps its record, or kept it."""
        said = self.manifest
        return ProcessIdentity(said.host, said.boot_id, said.pid, said.process_started_at)

    @property
    def is_open(self) -> bool:
        """Whether it goes on, as far as this machine can know."""
        return self.manifest.status == "running" and self.owner is not Liveness.GONE

    @property
    def state(self) -> RunState:
        """How it goes, or how it ended; what a crash left open has died."""
        if self.manifest.status == "running" and not self.is_open:
            return "died"
        return self.status.state if self.is_open and self.status is not None else self.manifest.status

    @property
    def says(self) -> str:
        """Why, in words; empty when there is nothing to say."""
        if self.is_open:
            return self.status.says if self.status is not None else ""
        if self.manifest.status == "running":
            return "its launcher was killed; the next start closes its record"
        reason = self.manifest.stop_reason or ""
        return "" if reason == self.manifest.status else reason

    @property
    def name(self) -> str:
        """The program's name; an experiment's script, or its folder where it has none."""
        said = self.manifest.settings.get("program" if self.kind == "engine" else "script_path")
        return str(said).replace("\\", "/").rpartition("/")[2] if said else self.folder.name

    @property
    def log(self) -> Path:
        """What was printed."""
        return self.folder / program.LOG if self.kind == "engine" else self._metadata / experiment.LAUNCHER_LOG

    @property
    def usage(self) -> Path:
        """What it took of the machine, a line a look."""
        return self.folder / program.USAGE if self.kind == "engine" else self._metadata / experiment.RESOURCE_USAGE

    @property
    def _metadata(self) -> Path:
        return self.folder / experiment.FOLDER


def run_of(id_: str, folder: Path, manifest: SessionManifest, status: ProgramStatus | None) -> LaunchedRun | None:
    """``None`` for a session that is neither an experiment nor a program's."""
    if manifest.kind not in ("experiment", "engine"):
        return None
    running = manifest.status == "running"
    who = ProcessIdentity(manifest.host, manifest.boot_id, manifest.pid, manifest.process_started_at)
    of_this = status is not None and Path(status.session) == folder
    return LaunchedRun(
        id=id_, folder=folder, kind=manifest.kind, manifest=manifest,
        owner=is_alive(who) if running else Liveness.GONE, status=status if of_this else None,
    )  # fmt: skip
