"""The dream: what it is doing, and its few buttons."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.wire.views import StatusView

router = APIRouter(prefix="/api", tags=["dream"])


@router.get("/status")
async def get_status(request: Request) -> StatusView:
    """What ``status.json`` says."""
    return _status(request)


@router.post("/dream/pause")
async def pause(request: Request) -> StatusView:
    """Hold the picture until somebody resumes it."""
    context_of(request).act.pause()
    return _status(request)


@router.post("/dream/resume")
async def resume(request: Request) -> StatusView:
    """Go on. Other reasons to hold back keep theirs."""
    context_of(request).act.resume()
    return _status(request)


@router.post("/dream/skip")
async def skip(request: Request) -> StatusView:
    """On to something else."""
    context_of(request).act.skip()
    return _status(request)


@router.post("/dream/stop")
async def stop(request: Request) -> StatusView:
    """End the dream and put its engine away. The server stays."""
    await context_of(request).act.stop()
    return _status(request)


@router.post("/dream/start", responses=answers(503, 507))
async def start(request: Request) -> StatusView:
    """Dream again after a stop; nothing happens if it dreams."""
    await context_of(request).act.start()
    return _status(request)


def _status(request: Request) -> StatusView:
    return StatusView.of(context_of(request).act.status())
