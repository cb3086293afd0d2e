"""Sessions, newest first, and the pictures in one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from dreamwindow.server.context import library_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.routes.library.views import images_view, session_view, stats_view
from dreamwindow.wire.library import ImagesView, SessionsView, SessionView, StatsView

Cursor = Annotated[str | None, Query(max_length=1000, description="Where the last answer ended.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
router = APIRouter(prefix="/api", tags=["library"])


@router.get("/sessions", responses=answers(422, 503))
async def list_sessions(request: Request, cursor: Cursor = None, limit: Limit = 50) -> SessionsView:
    """Everything ever made, by folder, newest first."""
    page = await (await library_of(request)).sessions(cursor, limit)
    return SessionsView(sessions=[session_view(entry) for entry in page.items], cursor=page.cursor)


@router.get("/sessions/{session}", responses=answers(404, 503))
async def get_session(request: Request, session: str) -> SessionView:
    """One session."""
    return session_view(await (await library_of(request)).session(session))


@router.get("/sessions/{session}/images", responses=answers(404, 422, 503))
async def list_images(request: Request, session: str, cursor: Cursor = None, limit: Limit = 200) -> ImagesView:
    """Its pictures, by name."""
    page = await (await library_of(request)).images(session, cursor, limit)
    return images_view(page.items, page.cursor)


@router.get("/stats", responses=answers(503))
async def get_stats(request: Request) -> StatsView:
    """How many there are of what."""
    library = await library_of(request)
    return stats_view(await library.stats(), await library.sight())
