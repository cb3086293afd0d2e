"""Steering: what to dream of, and how."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.requests import Request

from dreamwindow.errors import SettingsRejected, UnknownName
from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.wire.views import SettingsPatch, SettingsView, Wire

SCENES = ("dream",)


def known_scene(
    scene: Annotated[
        str | None, Query(description="The scene to steer. Default: every one.", examples=["dream"])
    ] = None,
) -> None:
    """Raise `UnknownName` for a scene that is not there."""
    if scene is not None and scene not in SCENES:
        raise UnknownName("There is no such scene.", f"Scenes: {', '.join(SCENES)}.")


router = APIRouter(prefix="/api", tags=["settings"], dependencies=[Depends(known_scene)], responses=answers(404))


class PromptBody(Wire):
    """What to dream of."""

    prompt: Annotated[str | None, Field(examples=["misty forest at dawn"])]
    """1 to 2,000 characters; ``null`` lets the themes go on."""


class StrengthBody(Wire):
    """How far a keyframe leaves the picture it grows from."""

    strength: Annotated[float, Field(ge=0, le=1, examples=[0.55])]


@router.get("/settings")
async def get_settings(request: Request) -> SettingsView:
    """All settings, and the revision that counts their changes."""
    return SettingsView.of(context_of(request).act.settings)


@router.patch("/settings")
async def patch_settings(request: Request, body: SettingsPatch) -> SettingsView:
    """Change some settings: checked together and applied together, or not at all."""
    return _steer(request, body.changes())


@router.post("/prompt")
async def set_prompt(request: Request, body: PromptBody) -> SettingsView:
    """Dream of this."""
    return _steer(request, {"prompt": body.prompt})


@router.post("/strength")
async def set_strength(request: Request, body: StrengthBody) -> SettingsView:
    """Change more, or less, from picture to picture."""
    return _steer(request, {"strength": body.strength})


def _steer(request: Request, changes: dict[str, object]) -> SettingsView:
    act = context_of(request).act
    try:
        return SettingsView.of(act.steer(**changes) if changes else act.settings)
    except UnknownName as error:  # a mode: the address is right, a value in it is not
        raise SettingsRejected(error.message, error.remedy) from error
