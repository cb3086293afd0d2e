"""The config: every setting, where it was set, and which of them can be changed while it runs."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, JsonValue
from starlette.requests import Request

from dreamwindow.server.context import context_of

router = APIRouter(prefix="/api", tags=["settings"])


class ConfigSetting(BaseModel):
    """One setting of the config."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """As in ``generation.width``."""
    value: JsonValue
    default: JsonValue
    place: str | None
    """Where it was set, as in ``dreamwindow.yaml line 12``; ``null`` for a default."""
    description: str
    live: bool
    """Whether ``PATCH /api/settings`` can change it while it runs."""


class ConfigView(BaseModel):
    """The whole config, in the order of its groups."""

    settings: list[ConfigSetting]


@router.get("/config")
async def get_config(request: Request) -> ConfigView:
    """What it was started with."""
    settings = context_of(request).act.configuration()
    return ConfigView(
        settings=[
            ConfigSetting(
                key=setting.key,
                value=setting.value,
                default=setting.default,
                place=setting.place,
                description=setting.description,
                live=setting.live,
            )
            for setting in settings
        ]
    )
