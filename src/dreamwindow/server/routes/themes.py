"""Themes: what is dreamed of in turn."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, JsonValue
from starlette.requests import Request

from dreamwindow.dream.prompts import Theme
from dreamwindow.model.text import clean_prompt, clean_words
from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.wire.views import Wire

MOST = 200
router = APIRouter(prefix="/api/themes", tags=["themes"])
_EXAMPLE: dict[str, JsonValue] = {"prompt": "misty forest in the morning", "negative_prompt": "people"}


class ThemeBody(Wire):
    """Something to dream of."""

    prompt: Annotated[str, Field(examples=["misty forest in the morning"])]
    """1 to 2,000 characters."""
    negative_prompt: str | None = None
    """What is not wanted with it; ``null`` takes the general one."""


class ThemesBody(Wire):
    """Themes in the order of their turns."""

    themes: Annotated[list[ThemeBody], Field(min_length=1, max_length=MOST, examples=[[_EXAMPLE]])]


class ThemesView(ThemesBody):
    """The themes, and which one is dreamed of."""

    current: str
    """The prompt of the theme whose turn it is: one of the list, or words that taste led to."""
    held: bool
    """Whether a prompt that somebody set is dreamed of instead."""


class TurnRequest(Wire):
    """Where to turn."""

    place: Annotated[int, Field(ge=0, examples=[2])] | None = None
    """Counts in the list from 0; ``null`` is the next one."""


@router.get("")
async def get_themes(request: Request) -> ThemesView:
    """What is dreamed of in turn."""
    return _view(request)


@router.put("")
async def put_themes(request: Request, body: ThemesBody) -> ThemesView:
    """Go on with these, until the program ends. The theme of now stays if it is one of them."""
    await context_of(request).act.change_themes([_theme(theme) for theme in body.themes])
    return _view(request)


@router.post("/turn", responses=answers(404))
async def turn(request: Request, wish: TurnRequest) -> ThemesView:
    """On to this theme, or to the next one, now; a prompt that was set is cleared."""
    context_of(request).act.turn_to(wish.place)
    return _view(request)


def _theme(body: ThemeBody) -> Theme:
    negative = None if body.negative_prompt is None else clean_words(body.negative_prompt)
    return Theme(clean_prompt(body.prompt), negative)


def _view(request: Request) -> ThemesView:
    playing = context_of(request).act.repertoire.playing()
    themes = [ThemeBody(prompt=theme.prompt, negative_prompt=theme.negative_prompt) for theme in playing.themes]
    return ThemesView(themes=themes, current=playing.now.prompt, held=playing.held)
