"""What was chosen, as one file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dreamwindow.library.zipping import zip_stream
from dreamwindow.server.context import library_of
from dreamwindow.server.openapi import answers, binary
from dreamwindow.server.routes.library.chosen import MOST_NAMED, chosen

router = APIRouter(prefix="/api", tags=["library"])


@router.get("/export.zip", response_class=Response, responses=binary("application/zip") | answers(404, 422, 503))
async def export(
    request: Request,
    of: Annotated[list[str], Query(max_length=MOST_NAMED, description="`SESSION/NAME`, of one picture.")] = [],  # noqa: B006 - never changed
    session: Annotated[list[str], Query(max_length=MOST_NAMED, description="All of a session.")] = [],  # noqa: B006
) -> Response:
    """These pictures as they are, and ``pictures.json`` with what is known of each. Sent as it is made."""
    library = await library_of(request)
    images = await chosen(library, of, session)
    headers = {"Content-Disposition": 'attachment; filename="dreamwindow.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(zip_stream(library.selected(images)), media_type="application/zip", headers=headers)
