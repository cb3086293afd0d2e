"""Steering: what to dream of, and how."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.requests import Request

from dreamwindow.errors import UnknownName
from dreamwindow.live.scene import DREAM
from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.steering import steer
from dreamwindow.wire.views import SettingsPatch, SettingsView, Wire

_Named = Annotated[
    str | None,
    Query(
        description="The scene: `dream`; `live`, in which cameras start; or one that cameras share by its name. "
        "Default: the first two.",
        examples=["dream"],
    ),
]


def known_scene(request: Request, scene: _Named = None) -> str | None:
    """The scene that is asked for. Raises `UnknownName` for one that is not there."""
    live = context_of(request).live
    if scene not in (None, DREAM) and live is None:
        raise UnknownName("There is no such scene.", f"Scenes: {DREAM}.")
    if scene not in (None, DREAM) and live is not None:
        live.shared(scene)
    return scene


SceneName = Annotated[str | None, Depends(known_scene)]
router = APIRouter(prefix="/api", tags=["settings"], responses=answers(404))


class PromptBody(Wire):
    """What to dream of."""

    prompt: Annotated[str | None, Field(examples=["misty forest at dawn"])]
    """1 to 2,000 characters; ``null`` lets the themes go on."""


class StrengthBody(Wire):
    """How far a keyframe leaves the picture it grows from."""

    strength: Annotated[float, Field(ge=0, le=1, examples=[0.55])]


@router.get("/settings")
async def get_settings(request: Request, scene: SceneName) -> SettingsView:
    """All settings of a scene, the dream's if none is named, and the revision that counts their changes."""
    return _steer(request, scene, {})


@router.patch("/settings")
async def patch_settings(request: Request, body: SettingsPatch, scene: SceneName) -> SettingsView:
    """Change some settings: checked together and applied together, or not at all."""
    return _steer(request, scene, body.changes())


@router.post("/prompt")
async def set_prompt(request: Request, body: PromptBody, scene: SceneName) -> SettingsView:
    """Dream of this, and see cameras like this."""
    return _steer(request, scene, {"prompt": body.prompt})


@router.post("/strength")
async def set_strength(request: Request, body: StrengthBody, scene: SceneName) -> SettingsView:
    """Change more, or less: from picture to picture, and from camera to picture."""
    return _steer(request, scene, {"strength": body.strength})


def _steer(request: Request, scene: str | None, changes: dict[str, object]) -> SettingsView:
    context = context_of(request)
    return SettingsView.of(steer(context.act, context.live, changes, scene))
