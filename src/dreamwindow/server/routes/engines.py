"""Engines: what is there, what it can do, what is missing."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers

router = APIRouter(prefix="/api", tags=["engines"])


class EngineView(BaseModel):
    """One engine."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    description: str
    available: bool
    why: str | None
    """Why it is not available."""
    selected: bool
    """Whether it makes the pictures now."""
    modes: list[str]
    """The modes it can dream in."""
    unused: list[str]
    """Settings that mean nothing to it."""


class EngineList(BaseModel):
    """Every engine that is installed, or that is broken."""

    engines: list[EngineView]


@router.get("/engines")
async def list_engines(request: Request) -> EngineList:
    """What is there, what it can do, what is missing."""
    return await _listed(request)


@router.post("/engines/{name}/select", responses=answers(404, 422, 503))
async def select_engine(request: Request, name: str) -> EngineList:
    """Let this engine make the pictures from here on, until the program ends; the dream goes on meanwhile.

    Answers once it does. If it cannot be opened, the other dreams on as before.
    """
    await context_of(request).act.select_engine(name)
    return await _listed(request)


async def _listed(request: Request) -> EngineList:
    listings = await asyncio.to_thread(context_of(request).act.engines)
    return EngineList(
        engines=[
            EngineView(
                name=listing.name,
                description=listing.description,
                available=listing.available,
                why=listing.why,
                selected=listing.selected,
                modes=list(listing.modes),
                unused=list(listing.unused),
            )
            for listing in listings
        ]
    )
