"""Dream on from a picture of the library."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from dreamwindow.server.context import context_of, library_of
from dreamwindow.server.openapi import answers
from dreamwindow.wire.views import SettingsView

router = APIRouter(prefix="/api/images", tags=["library"])


@router.post("/{session}/{name}/dream", responses=answers(404, 422, 503))
async def dream_on(request: Request, session: str, name: str) -> SettingsView:
    """The dream goes on from this picture, with its words if it is one of ours; it begins if there is none."""
    library, act = await library_of(request), context_of(request).act
    path = await library.original(session, name)
    await act.back.fork(await library.in_thread(path.read_bytes))
    return SettingsView.of(act.settings)
