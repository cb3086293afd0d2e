"""Engines: what is there, what it can do, what is missing."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from dreamwindow.server.context import context_of

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
