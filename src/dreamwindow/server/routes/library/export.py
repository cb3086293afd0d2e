"""Many pictures as one file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dreamwindow.errors import ImageNotFound, InvalidQuery
from dreamwindow.library.model import ImageEntry
from dreamwindow.library.zipping import zip_stream
from dreamwindow.server.context import library_of
from dreamwindow.server.openapi import answers, binary

MOST_NAMED = 1000
_PAGE = 1000
router = APIRouter(prefix="/api", tags=["library"])


@router.get("/export.zip", response_class=Response, responses=binary("application/zip") | answers(404, 422, 503))
async def export(
    request: Request,
    of: Annotated[list[str], Query(max_length=MOST_NAMED, description="`SESSION/NAME`, of one picture.")] = [],  # noqa: B006 - never changed
    session: Annotated[list[str], Query(max_length=MOST_NAMED, description="All of a session.")] = [],  # noqa: B006
) -> Response:
    """These pictures as they are, and ``pictures.json`` with what is known of each. Sent as it is made."""
    library = await library_of(request)
    images = [await library.image(*_named(one)) for one in of]
    for key in session:
        images += await _all_of(request, key)
    if not images:
        raise InvalidQuery("Nothing was chosen.", "Give of=SESSION/NAME or session=SESSION, once or more often.")
    images = list({(image.session, image.name): image for image in images}.values())
    headers = {"Content-Disposition": 'attachment; filename="dreamwindow.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(zip_stream(library.selected(images)), media_type="application/zip", headers=headers)


def _named(text: str) -> tuple[str, str]:
    session, _, name = text.partition("/")
    if not name:
        raise ImageNotFound(f"{text[:80]!r} is no picture.", "Write it as of=SESSION/NAME.")
    return session, name


async def _all_of(request: Request, session: str) -> list[ImageEntry]:
    library = await library_of(request)
    found: list[ImageEntry] = []
    cursor = None
    while True:
        page = await library.images(session, cursor, _PAGE)
        found += page.items
        if (cursor := page.cursor) is None:
            return found
