"""A picture's own bytes, its thumbnail, and what it says of how it was made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dreamwindow.server.context import library_of
from dreamwindow.server.openapi import answers, binary
from dreamwindow.server.routes.library.views import facts_view, image_view
from dreamwindow.server.validators import knows
from dreamwindow.wire.library import FactsView, ImageView

KEPT = "private, max-age=31536000, immutable"
ASKED_AGAIN = "private, no-cache"
_MEDIA_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif",
}  # fmt: skip
_ANSWERS = (
    binary("image/png", "image/jpeg", "image/webp", headers=("ETag", "Accept-Ranges"))
    | {206: {"description": "The range that was asked for."}, 304: {"description": "It is the one you have."}}
    | answers(404, 422, 503)
)
router = APIRouter(prefix="/api/images", tags=["library"])


@router.head("/{session}/{name}", include_in_schema=False)
@router.get("/{session}/{name}", response_class=Response, responses=_ANSWERS)
async def get_image(
    request: Request,
    session: str,
    name: str,
    thumbnail: Annotated[bool, Query(description="A small one in its place.")] = False,
    v: Annotated[str | None, Query(max_length=64, description="Its version: the answer may be kept then.")] = None,
) -> Response:
    """The file as it is, by ranges if asked; or its thumbnail, 240 pixels high, made now if need be."""
    library = await library_of(request)
    version = (await library.image(session, name)).version
    headers = {
        "ETag": f'"{version}{"-thumbnail" if thumbnail else ""}"',
        "Cache-Control": KEPT if v == version else ASKED_AGAIN,
    }
    if knows(request.headers, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if thumbnail:
        return FileResponse(await library.thumbnail(session, name), media_type="image/webp", headers=headers)
    path = await library.original(session, name)
    return FileResponse(path, media_type=media_type(path), headers=headers)


@router.get("/{session}/{name}/facts", responses=answers(404, 422, 503))
async def get_facts(request: Request, session: str, name: str) -> FactsView:
    """All that the file says: the recipe of ours, the parameters of A1111, ComfyUI and InvokeAI."""
    return facts_view(await (await library_of(request)).facts(session, name))


@router.get("/{session}/{name}/entry", responses=answers(404, 503))
async def get_entry(request: Request, session: str, name: str) -> ImageView:
    """What the catalogue knows of it."""
    return image_view(await (await library_of(request)).image(session, name))


def media_type(path: Path) -> str:
    """By the suffix; a browser looks no further (``nosniff``)."""
    return _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
