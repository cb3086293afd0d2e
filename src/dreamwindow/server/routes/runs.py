"""Runs: experiments and programs that were launched, what they print and take, and their end."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from dreamwindow.compose.launched.desk import RunSeen
from dreamwindow.library.cursors import read_cursor, write_cursor
from dreamwindow.server.context import runs_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.routes.run_views import LogView, RunsView, RunView

router = APIRouter(prefix="/api", tags=["runs"])


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
