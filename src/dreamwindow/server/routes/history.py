"""The last minutes: look back, branch, keep, and go on from a picture of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from dreamwindow.outputs.history import WHOLE_S, Moment
from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers, binary
from dreamwindow.wire.views import SettingsView

PREFIX = "/api/dream"
FORK = f"{PREFIX}/fork"
SHORTEST_S = 1e-3
"""No two frames are shown within it; a number that is far smaller counts more stretches than there are numbers."""
router = APIRouter(prefix=PREFIX, tags=["history"])
_PICTURE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            f"image/{kind}": {"schema": {"type": "string", "format": "binary"}} for kind in ("png", "jpeg", "webp")
        },
    }
}


class MomentView(BaseModel):
    """One frame that can be looked at again."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    number: int
    age_s: float
    """Seconds since it was shown."""
    prompt: str


class HistoryView(BaseModel):
    """The last minutes, oldest first."""

    session_id: str | None
    moments: list[MomentView]


class BranchRequest(BaseModel):
    """Where to go on from."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    number: Annotated[int, Field(ge=1)]
    """A frame of ``/api/dream/history``."""


class KeepRequest(BaseModel):
    """How much to keep."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    seconds: Annotated[float, Field(gt=0, le=WHOLE_S)] = WHOLE_S
    """Of what was shown last."""


class Kept(BaseModel):
    """A file that was made."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    file: str
    """On the machine that dreams."""


@router.get("/history")
async def get_history(
    request: Request,
    every_s: Annotated[float, Query(ge=0, le=60, description="The least time between two of them, in seconds.")] = 0.5,
) -> HistoryView:
    """What can be looked at again, at most one frame in ``every_s`` seconds."""
    context = context_of(request)
    act, now = context.act, context.clock.monotonic()
    moments = [MomentView(number=m.number, age_s=round(now - m.shown_at_s, 2), prompt=m.recipe.prompt)
               for m in _thinned(act.back.history.moments(), every_s)]  # fmt: skip
    return HistoryView(session_id=act.status().session_id, moments=moments)


@router.get("/history/{number}.jpg", response_class=Response, responses=binary("image/jpeg") | answers(404))
async def get_moment(request: Request, number: int) -> Response:
    """One frame as it was shown."""
    moment = context_of(request).act.back.history.find(number)
    return Response(moment.jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"})


@router.post("/branch", responses=answers(404, 503))
async def branch(request: Request, wish: BranchRequest) -> SettingsView:
    """Go on from a frame of the last minutes."""
    act = context_of(request).act
    await act.back.branch(wish.number)
    return SettingsView.of(act.settings)


@router.post("/fork", responses=answers(503), openapi_extra=_PICTURE_BODY)
async def fork(request: Request) -> SettingsView:
    """Go on from a picture of one's own; a PNG that Dream Window wrote brings its words along."""
    act = context_of(request).act
    await act.back.fork(await request.body())
    return SettingsView.of(act.settings)


@router.post("/keep", responses=answers(404, 503, 507))
async def keep(request: Request, wish: KeepRequest) -> Kept:
    """Keep what was just shown as a clip, with the recipe of every frame, even while nothing is recorded."""
    return Kept(file=str(await context_of(request).act.back.keep(wish.seconds)))


@router.post("/favourite", responses=answers(404, 503, 507))
async def favourite(request: Request) -> Kept:
    """Mark the frame on show; it is recorded if it was not."""
    act = context_of(request).act
    return Kept(file=str(await act.back.favourite(act.fanout.newest)))


def _thinned(moments: Sequence[Moment], every_s: float) -> list[Moment]:
    """The first of each stretch of ``every_s``; stretches lie fixed in time, so that the choice does not wander."""
    if every_s < SHORTEST_S:
        return list(moments)
    firsts: dict[int, Moment] = {}
    for moment in moments:
        firsts.setdefault(int(moment.shown_at_s / every_s), moment)
    return list(firsts.values())
