"""Taste: what was kept draws the dream; more like this; and forgetting."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.wire.views import SettingsView, Wire

router = APIRouter(prefix="/api", tags=["taste"])


class MoreRequest(Wire):
    """Of which picture there shall be more."""

    number: Annotated[int, Field(ge=1, examples=[1042])] | None = None
    """A frame of ``/api/dream/history``; ``null`` is the one on show."""


class LikeView(BaseModel):
    """One picture that was kept."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    picture: str
    """Its file in the folder of all sessions."""
    prompt: str
    """What it was dreamed of."""
    liked_at: str
    """ISO 8601 with zone."""


class LeadView(BaseModel):
    """Words that lead back to what was kept."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    prompt: str
    share: float
    """How much of what was kept they lead to, 0 to 1."""


class TasteView(BaseModel):
    """What draws the dream, and where to."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    taste: float
    """The setting of that name: 0 *surprise me*, 1 *stay close*."""
    likes: list[LikeView]
    """Oldest first; the newest hundred count."""
    leads_to: list[LeadView]


@router.get("/taste")
async def get_taste(request: Request) -> TasteView:
    """What was kept, and which words lead back to it."""
    return _view(request)


@router.delete("/taste", responses=answers(507))
async def forget_taste(
    request: Request, picture: Annotated[str | None, Query(description="Only this one of `likes`.")] = None
) -> TasteView:
    """Forget what was liked. The pictures and their hearts stay."""
    await context_of(request).act.taste.forget(picture)
    return _view(request)


@router.post("/dream/more-like-this", responses=answers(404, 507))
async def more_like_this(request: Request, wish: MoreRequest) -> SettingsView:
    """Come back to this picture and its words, and stay closer to what was kept: ``taste`` is at least 0.5 then."""
    return SettingsView.of(await context_of(request).act.more_like_this(wish.number))


def _view(request: Request) -> TasteView:
    act = context_of(request).act
    likes = [LikeView(picture=x.picture, prompt=x.theme.prompt, liked_at=x.liked_at) for x in act.taste.likes]
    leads = [LeadView(prompt=theme.prompt, share=round(share, 3)) for theme, share in act.taste.leaning.shares]
    return TasteView(taste=act.settings.taste, likes=likes, leads_to=sorted(leads, key=lambda lead: -lead.share))
