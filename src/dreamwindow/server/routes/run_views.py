"""Runs as the interface tells them: what each is, what it took, and lines of its log."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from dreamwindow.compose.launched.curve import UsageCurve
from dreamwindow.compose.launched.desk import RunSeen
from dreamwindow.compose.launched.log import LogPage
from dreamwindow.compose.launched.run import RunKind, RunState


class View(BaseModel):
    """What is said of runs."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class UsageView(View):
    """What a run took of the machine over its whole time. The lists go together, an item for each stretch of time."""

    began_at: datetime | None
    """When it was looked at first."""
    step_s: float
    """How many seconds a stretch is."""
    at_s: list[float]
    """When each begins, in seconds after ``began_at``; where nothing ran there is none."""
    memory_bytes: list[int]
    """The most of it, with everything that it started."""
    cpu_percent: list[float]
    """On average; 100 is one core."""
    gpu_memory_bytes: list[int | None]
    """The most of it, where that can be known."""

    @classmethod
    def of(cls, curve: UsageCurve) -> Self:
        """The view of one curve."""
        points = curve.points
        return cls(
            began_at=curve.began_at,
            step_s=curve.step_s,
            at_s=[point.at_s for point in points],
            memory_bytes=[point.memory_bytes for point in points],
            cpu_percent=[round(point.cpu_percent, 1) for point in points],
            gpu_memory_bytes=[point.gpu_memory_bytes for point in points],
        )


class RunView(View):
    """An experiment, or one run of a program."""

    id: str
    """For addresses; the library knows its session by the same."""
    kind: RunKind
    name: str
    """The program, or the experiment's script."""
    state: RunState
    is_open: bool
    """Whether it goes on."""
    stopping: bool
    """Whether it was asked to end here, and has not yet."""
    says: str
    """Why it is in that state, in words."""
    began_at: datetime
    ended_at: datetime | None
    folder: str
    """Where its record is, on the server."""
    subject_id: str | None
    user_id: str | None
    url: str | None
    """Where a program answers."""
    revision: str | None
    """The commit that a program was installed from."""
    restarts: int
    """How often a program was started again by itself."""
    can_restart: bool
    """Whether the config declares it, so that it can be started anew."""
    usage: UsageView | None
    """Of one that goes on, and of any that is asked for by its id."""

    @classmethod
    def of(cls, seen: RunSeen) -> Self:
        """The view of one run."""
        run, said = seen.run, seen.run.manifest
        revision = said.settings.get("revision") or {}
        return cls(
            id=run.id,
            kind=run.kind,
            name=run.name,
            state=run.state,
            is_open=run.is_open,
            stopping=seen.stopping,
            says=run.says,
            began_at=datetime.fromisoformat(said.started_at),
            ended_at=datetime.fromisoformat(said.ended_at) if said.ended_at else None,
            folder=str(run.folder),
            subject_id=_text(said.settings.get("subject_id")),
            user_id=_text(said.settings.get("user_id")),
            url=run.status.url if run.status is not None else None,
            revision=_text(revision.get("commit")),
            restarts=said.counts.get("restarts", 0),
            can_restart=seen.can_restart,
            usage=UsageView.of(seen.curve) if seen.curve is not None else None,
        )


class RunsView(View):
    """A page of runs."""

    runs: list[RunView]
    cursor: str | None
    """Where to go on; ``null`` at the end."""


class LogLineView(View):
    """One line that was printed."""

    at: int
    """Where it begins, in bytes."""
    text: str


class LogView(View):
    """Lines of a log, in their order."""

    lines: list[LogLineView]
    end: int
    """Give it as ``after`` to have what comes next."""
    left_out: bool
    """Whether there are earlier lines that were asked for and not given."""

    @classmethod
    def of(cls, page: LogPage) -> Self:
        """The view of some lines."""
        lines = [LogLineView(at=line.at, text=line.text) for line in page.lines]
        return cls(lines=lines, end=page.end, left_out=page.left_out)


def _text(value: object) -> str | None:
    return str(value) if value else None
