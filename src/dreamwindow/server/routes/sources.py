"""Sources that the config declares: listed, begun, ended, and looked on at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from dreamwindow.compose.restyled import SourceSeen
from dreamwindow.flow.fanout import Fanout
from dreamwindow.outputs.take.take import RECORDING
from dreamwindow.server.context import address_of, context_of, studio_of
from dreamwindow.server.mjpeg import MEDIA_TYPE, MjpegStream
from dreamwindow.server.openapi import answers, binary

router = APIRouter(prefix="/api/sources", tags=["sources"])


class SourceView(BaseModel):
    """One source."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    place: str
    """Without user, password and query."""
    state: str
    """``stopped``, ``opening``, ``playing``, ``waiting`` (it is tried again) or ``ended``."""
    says: str | None
    """Why it does not play."""
    pictures: int
    """Given since it began."""
    fps: float
    """Restyled a second, over the last few seconds."""

    @classmethod
    def of(cls, seen: SourceSeen) -> Self:
        """The view of one."""
        return cls(
            name=seen.name,
            place=seen.place,
            state=seen.state,
            says=seen.says,
            pictures=seen.progress.pictures if seen.progress is not None else 0,
            fps=round(seen.client.tally.styled.per_second(), 2) if seen.client is not None else 0.0,
        )


class SourcesView(BaseModel):
    """All that the config declares."""

    sources: list[SourceView]


@router.get("", responses=answers(404))
async def list_sources(request: Request) -> SourcesView:
    """What the config declares under ``live.sources``, and how it goes."""
    return SourcesView(sources=[SourceView.of(seen) for seen in studio_of(request).sources.all])


@router.post("/{name}/start", responses=answers(404))
async def start_source(request: Request, name: str) -> SourceView:
    """Let it play; nothing happens if it does."""
    return SourceView.of(studio_of(request).sources.start(name))


@router.post("/{name}/stop", responses=answers(404))
async def stop_source(request: Request, name: str) -> SourceView:
    """End it."""
    return SourceView.of(await studio_of(request).sources.stop(name))


@router.get("/{name}/stream.mjpeg", response_class=Response, responses=binary(MEDIA_TYPE) | answers(404))
async def get_source_stream(request: Request, name: str) -> Response:
    """What it is restyled to, as Motion JPEG. Who reads slowly misses frames, and never sees old ones."""
    subject = studio_of(request).sources.subject(name)

    @asynccontextmanager
    async def shows() -> AsyncIterator[Fanout]:
        async with subject.shows() as films:
            yield films[RECORDING]

    return MjpegStream(context_of(request), address_of(request), shows)
