"""Runs: experiments and programs that were launched, what they print and take, and their end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from dreamwindow.compose.launched.curve import UsageCurve
from dreamwindow.compose.launched.desk import RunSeen
from dreamwindow.compose.launched.log import LogPage
from dreamwindow.compose.launched.run import RunKind, RunState
from dreamwindow.library.cursors import read_cursor, write_cursor
from dreamwindow.server.context import runs_of
from dreamwindow.server.openapi import answers

router = APIRouter(prefix="/api", tags=["runs"])


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


@router.get("/runs", responses=answers(422, 503))
async def list_runs(
    request: Request,
    cursor: Annotated[str | None, Query(max_length=1000, description="Where the last answer ended.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="At most so many.")] = 50,
) -> RunsView:
    """Experiments and programs: those that go on first, then the newest."""
    seen = await runs_of(request).runs()
    if cursor is not None:
        last = read_cursor(cursor, int, str, str)
        seen = [one for one in seen if _is_after(one, last)]
    page = seen[:limit]
    more = write_cursor(_place(page[-1])) if len(seen) > limit else None
    return RunsView(runs=[RunView.of(one) for one in page], cursor=more)


@router.get("/runs/{run}", responses=answers(404, 503))
async def get_run(request: Request, run: str) -> RunView:
    """One run, with what it took of the machine."""
    return RunView.of(await runs_of(request).run(run))


@router.get("/runs/{run}/log", responses=answers(404, 422, 503))
async def get_run_log(
    request: Request,
    run: str,
    after: Annotated[int | None, Query(ge=0, description="`end` of the last answer: only what came since.")] = None,
    q: Annotated[str, Query(max_length=500, description="Only lines that hold this, in any case.")] = "",
    lines: Annotated[int, Query(ge=1, le=2000, description="At most so many, the last.")] = 500,
) -> LogView:
    """The end of what it printed, or where it says something."""
    desk = runs_of(request)
    return LogView.of(await (desk.search_log(run, q, lines, after) if q else desk.log(run, lines, after)))


@router.post("/runs/{run}/stop", responses=answers(404, 409, 503))
async def stop_run(request: Request, run: str) -> RunView:
    """Ask it to end, with everything that it started. Answers at once; its record is closed when it has ended."""
    return RunView.of(await runs_of(request).stop(run))


@router.post("/runs/{run}/restart", responses=answers(404, 409, 503))
async def restart_run(request: Request, run: str) -> RunView:
    """Start a program of the config anew, ended first where it still runs; answers with the run that begins."""
    return RunView.of(await runs_of(request).restart(run))


def _place(seen: RunSeen) -> tuple[int, str, str]:
    return int(not seen.run.is_open), seen.run.manifest.started_at, seen.run.id


def _is_after(seen: RunSeen, last: list[int | str | float]) -> bool:
    """In the order of `RunDesk.runs`; among those of one moment by their ids."""
    ended, began, id_ = _place(seen)
    if ended != last[0]:
        return ended > int(last[0])
    return (began, id_) < (str(last[1]), str(last[2]))


def _text(value: object) -> str | None:
    return str(value) if value else None
