"""Sinks that the config declares: listed, begun, ended."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from dreamwindow.compose.sinks import SinkSeen
from dreamwindow.server.context import studio_of
from dreamwindow.server.openapi import answers
from dreamwindow.wire.views import Wire

router = APIRouter(prefix="/api/sinks", tags=["sinks"])


class SinkWish(Wire):
    """What to send."""

    of: Annotated[str | None, Field(max_length=100, examples=["dream"])] = None
    """``dream``, ``live`` (a camera) or the name of a source; ``null`` is what the config says."""
    token: Annotated[str | None, Field(max_length=64)] = None
    """Of a camera: what its ``welcome`` said."""


class SinkView(BaseModel):
    """One sink. Where it sends to is not told: the key of a stream is in it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    kind: str
    of: str
    state: str
    """``stopped``, ``opening``, ``sending``, or ``waiting`` (for a picture, or it is tried again)."""
    says: str | None
    """Why it waits."""
    pictures: int
    openings: int
    """How often it was opened since it began."""

    @classmethod
    def of_sink(cls, seen: SinkSeen) -> Self:
        """The view of one."""
        sent = seen.sent
        return cls(
            name=seen.config.name,
            kind=seen.config.kind,
            of=seen.of,
            state=seen.state,
            says=sent.says if sent is not None else None,
            pictures=sent.pictures if sent is not None else 0,
            openings=sent.openings if sent is not None else 0,
        )


class SinksView(BaseModel):
    """All that the config declares."""

    sinks: list[SinkView]


@router.get("", responses=answers(404))
async def list_sinks(request: Request) -> SinksView:
    """What the config declares under ``live.sinks``, and how it goes."""
    return SinksView(sinks=[SinkView.of_sink(seen) for seen in studio_of(request).sinks.all])


@router.post("/{name}/start", responses=answers(404))
async def start_sink(request: Request, name: str, wish: SinkWish) -> SinkView:
    """Send there from here on; what was sent there before is not any more."""
    return SinkView.of_sink(await studio_of(request).sinks.start(name, wish.of, wish.token))


@router.post("/{name}/stop", responses=answers(404))
async def stop_sink(request: Request, name: str) -> SinkView:
    """Send no more."""
    return SinkView.of_sink(await studio_of(request).sinks.stop(name))
