"""The picture on show: one still, or a stream of them, for players, OBS and ``<img>``."""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from typing import Literal

from fastapi import APIRouter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from dreamwindow.errors import EngineUnavailable
from dreamwindow.model.frame import Frame
from dreamwindow.server.context import address_of, context_of
from dreamwindow.server.mjpeg import MEDIA_TYPE, MjpegStream
from dreamwindow.server.openapi import answers, binary
from dreamwindow.server.validators import knows

Extension = Literal["jpg", "png", "webp"]
FORMATS: dict[Extension, Literal["jpeg", "png", "webp"]] = {"jpg": "jpeg", "png": "png", "webp": "webp"}
STILL = binary("image/jpeg", "image/png", "image/webp", headers=("ETag", "Last-Modified"))
NOT_MODIFIED = {304: {"description": "The picture is the one you have (If-None-Match, If-Modified-Since)."}}
router = APIRouter(tags=["pictures"])


@router.head("/current.{extension}", include_in_schema=False)
@router.get("/current.{extension}", response_class=Response, responses=STILL | NOT_MODIFIED | answers(404, 503))
async def get_still(request: Request, extension: Extension) -> Response:
    """The picture on show, with ``ETag`` and ``Last-Modified``."""
    act = context_of(request).act
    shown = act.fanout.look()
    if shown is None:
        raise EngineUnavailable("There is no picture yet.", "Try again in a second.")
    frame = shown.frame
    headers = _validators(frame, extension)
    if _is_known(request.headers, frame, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    data = await act.encoder.encode(frame, FORMATS[extension])
    return Response(data, media_type=f"image/{FORMATS[extension]}", headers=headers)


@router.head("/stream.mjpeg", include_in_schema=False)
@router.get("/stream.mjpeg", response_class=Response, responses=binary(MEDIA_TYPE))
async def get_stream(request: Request) -> Response:
    """The dream as Motion JPEG. Who reads slowly misses frames, and never sees old ones."""
    return MjpegStream(context_of(request), address_of(request))


def _validators(frame: Frame, extension: Extension) -> dict[str, str]:
    tag = f'"{frame.number}-{frame.recipe.id.removeprefix("recipe:")[:16]}-{extension}"'
    return {
        "ETag": tag,
        "Last-Modified": format_datetime(frame.made_at.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _is_known(headers: Headers, frame: Frame, tag: str) -> bool:
    """Whether a conditional request names this very picture (RFC 9110, 13.1: a tag counts before a date)."""
    if "if-none-match" in headers:
        return knows(headers, tag)
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return frame.made_at.replace(microsecond=0) <= since
    except (ValueError, TypeError):  # no date, or one without a zone
        return False
