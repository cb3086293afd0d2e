"""Whether the process lives, and whether it can make a frame now."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from dreamwindow.errors import EngineUnavailable
from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process lives."""

    model_config = ConfigDict(use_attribute_docstrings=True, protected_namespaces=())  # for ``model_loaded``

    status: Literal["ok"] = "ok"
    model_loaded: bool
    """Whether an engine can make a frame now."""
    version: str


class Readiness(BaseModel):
    """An engine can make a frame now."""

    status: Literal["ready"] = "ready"


@router.head("/health", include_in_schema=False)
@router.get("/health", include_in_schema=False)
@router.get("/api/health")
async def health(request: Request) -> Health:
    """Answers while the process lives."""
    context = context_of(request)
    return Health(model_loaded=context.act.ready() is None, version=context.version)


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", include_in_schema=False)
@router.get("/api/readyz", responses=answers(503))
async def readiness(request: Request) -> Readiness:
    """200 when an engine can make a frame now, else 503 with the reason."""
    if reason := context_of(request).act.ready():
        raise EngineUnavailable(reason, "Ask again in a second.")
    return Readiness()
