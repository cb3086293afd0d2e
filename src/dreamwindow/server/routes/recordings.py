"""Recordings: begun, ended, listed, and their films."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dreamwindow.compose.recordings import Recording
from dreamwindow.library.cursors import read_cursor, write_cursor
from dreamwindow.outputs.take.take import CAMERA, RECORDING, FilmName
from dreamwindow.server.context import studio_of
from dreamwindow.server.openapi import answers, binary, refusal
from dreamwindow.wire.views import Wire

PATH = "/api/recordings"
router = APIRouter(prefix=PATH, tags=["recordings"])
_FILM = binary("video/mp4", headers=("Accept-Ranges",)) | {206: {"description": "The range that was asked for."}}

_TWICE = refusal(409, "dream is recorded already.", "already-recorded")


class RecordingWish(Wire):
    """What to record."""

    of: Annotated[str, Field(max_length=100, examples=["dream"])] = "dream"
    """``dream``, ``live`` (a camera), or the name of a source."""
    token: Annotated[str | None, Field(max_length=64)] = None
    """Of a camera: what its ``welcome`` said. Nobody else's camera can be recorded."""
    camera: bool = False
    """Whether what the camera or the source saw is kept as well, as a second film."""


class RecordingView(BaseModel):
    """One recording."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    """Its session's, in the library too."""
    of: str
    state: Literal["running", "completed", "aborted", "failed", "died"]
    reason: str | None
    """Why it ended, in words."""
    seconds: float
    """How long the film is."""
    frames: int
    dropped: int
    """Pictures that the disk or the encoder was too slow for."""
    films: list[FilmName]
    """What ``GET /api/recordings/{id}/{film}.mp4`` has once it has ended."""
    folder: str
    """On the machine that records."""

    @classmethod
    def of_recording(cls, recording: Recording) -> Self:
        """The view of one."""
        take = recording.take
        return cls(
            id=recording.id,
            of=recording.of,
            state=take.state,
            reason=take.reason,
            seconds=round(take.seconds, 3),
            frames=take.frames,
            dropped=take.dropped,
            films=list(recording.films),
            folder=str(take.writer.folder),
        )


class RecordingsView(BaseModel):
    """A page of recordings."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    recordings: list[RecordingView]
    cursor: str | None
    """Where to go on; ``null`` at the end."""


@router.get("", responses=answers(404, 422))
async def list_recordings(
    request: Request,
    cursor: Annotated[str | None, Query(max_length=1000, description="Where the last answer ended.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="At most so many.")] = 50,
) -> RecordingsView:
    """Those since the server was started, the newest first. The library has the earlier ones."""
    found = studio_of(request).recordings.newest_first
    if cursor is not None:
        (last,) = read_cursor(cursor, str)
        found = [one for one in found if one.id < str(last)]
    page = found[:limit]
    return RecordingsView(
        recordings=[RecordingView.of_recording(one) for one in page],
        cursor=write_cursor([page[-1].id]) if len(found) > limit else None,
    )


@router.post("", status_code=201, responses=answers(404, 503, 507) | _TWICE)
async def start_recording(request: Request, wish: RecordingWish) -> RecordingView:
    """Record what is shown, from now on until it is ended: as a film, and a session of the library.

    What is recorded already is refused until that recording has ended.
    """
    studio = studio_of(request)
    subject = studio.subject(wish.of, wish.token)
    films: tuple[FilmName, ...] = (RECORDING, CAMERA) if wish.camera else (RECORDING,)
    return RecordingView.of_recording(await studio.recordings.start(subject, films))


@router.get("/{recording}", responses=answers(404))
async def get_recording(request: Request, recording: str) -> RecordingView:
    """How it goes."""
    return RecordingView.of_recording(studio_of(request).recordings.find(recording))


@router.post("/{recording}/stop", responses=answers(404))
async def stop_recording(request: Request, recording: str) -> RecordingView:
    """End it; answers once the film is whole. Nothing happens if it has ended."""
    return RecordingView.of_recording(await studio_of(request).recordings.stop(recording))


@router.get("/{recording}/{film}.mp4", response_class=Response, responses=_FILM | answers(404))
async def get_film(request: Request, recording: str, film: FilmName) -> Response:
    """The film of a recording that has ended, in this run of the server or before; by ranges if asked."""
    path = await asyncio.to_thread(studio_of(request).recordings.film, recording, film)
    return FileResponse(path, media_type="video/mp4", headers={"Cache-Control": "private, no-cache"})
