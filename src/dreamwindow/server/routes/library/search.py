"""Search: by words, by likeness, by colour, and by what is known of a picture."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as Parameter
from pydantic import BeforeValidator
from starlette.requests import Request

from dreamwindow.errors import InvalidQuery
from dreamwindow.imaging.codec import decode_image
from dreamwindow.library.moments import within
from dreamwindow.library.search.query import Like, Query
from dreamwindow.server.context import library_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.routes.library.sessions import Cursor, Limit
from dreamwindow.server.routes.library.views import images_view
from dreamwindow.wire.library import ImagesView

PATH = "/api/search"
_PICTURE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            f"image/{kind}": {"schema": {"type": "string", "format": "binary"}} for kind in ("png", "jpeg", "webp")
        },
    }
}
_WORDS = (
    'Words that all stand in what was said of a picture: `forest "misty lake" -people`. The last may be a beginning,'
    " quotes keep words together, a minus leaves pictures out. Signs among them: `tag:wall`, `model:flux`, `seed:42`,"
    " `rating:4` or `★4` (so, or better), `is:favourite` or `♥`, `#e8a33d`, `since:2026-11-01`, `until:2026-12-01`,"
    ' `shows:"a red fox"`. A model, seed or colour that is given by itself goes before its sign.'
)
router = APIRouter(tags=["library"])


def _no_number(text: str | None) -> str | None:
    """Pydantic would take seconds since 1970. Raises `ValueError` for a number."""
    try:
        float(text or "")
    except ValueError:
        return text
    raise ValueError("Write a day or a time, as 2026-11-21.")


def wanted(
    q: Annotated[str, Parameter(max_length=2000, description=_WORDS)] = "",
    shows: Annotated[
        str | None,
        Parameter(min_length=1, max_length=500, description="Words for what is in a picture, with CLIP: best first."),
    ] = None,
    colour: Annotated[
        str | None, Parameter(pattern="^#?[0-9A-Fa-f]{6}$", description="`rrggbb`: nearest first.")
    ] = None,
    session: Annotated[
        str | None, Parameter(max_length=500, description="Its id, as `GET /api/sessions` gives it.")
    ] = None,
    model: Annotated[
        str | None, Parameter(max_length=500, description="Part of the model's name, in any case: `flux`.")
    ] = None,
    seed: Annotated[str | None, Parameter(max_length=500, description="The whole seed, as the picture has it.")] = None,
    favourite: Annotated[bool | None, Parameter(description="Only those with a heart, or only those without.")] = None,
    rating: Annotated[int | None, Parameter(ge=1, le=5, description="So, or better.")] = None,
    tag: Annotated[list[str], Parameter(max_length=20, description="All of them.")] = [],  # noqa: B006 - never changed
    since: Annotated[
        datetime | None, BeforeValidator(_no_number), Parameter(description="From then on; a day, or a time.")
    ] = None,
    until: Annotated[datetime | None, BeforeValidator(_no_number), Parameter(description="Before then.")] = None,
) -> Query:
    """What an address asks for. All that is given must hold."""
    return Query(
        text=q,
        shows=shows,
        colour=None if colour is None else colour.removeprefix("#").lower(),
        session=session,
        model=model,
        seed=seed,
        favourite=favourite,
        rating=rating,
        tags=tuple(tag),
        since_ns=_nanoseconds(since),
        until_ns=_nanoseconds(until),
    )


Wanted = Annotated[Query, Depends(wanted)]


@router.get(PATH, responses=answers(404, 422, 503))
async def search(
    request: Request,
    query: Wanted,
    like: Annotated[str | None, Parameter(max_length=500, description="`SESSION/NAME`: most alike first.")] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> ImagesView:
    """Pictures: newest first, or the most alike first where ``like``, ``shows`` or ``colour`` is given."""
    page = await (await library_of(request)).search(query, _like(like), cursor, limit)
    return images_view(page.items, page.cursor)


@router.post(PATH, responses=answers(422, 503), openapi_extra=_PICTURE_BODY)
async def search_by_picture(request: Request, query: Wanted, cursor: Cursor = None, limit: Limit = 200) -> ImagesView:
    """Pictures most alike to the one in the body. Nothing is kept of it."""
    library = await library_of(request)
    pixels = await library.in_thread(decode_image, await request.body())
    page = await library.search(query, pixels, cursor, limit)
    return images_view(page.items, page.cursor)


def _like(text: str | None) -> Like | None:
    if text is None:
        return None
    session, slash, name = text.partition("/")
    if not (session and slash and name):
        raise InvalidQuery(f"like={text[:40]!r} is no picture.", "Write it as like=SESSION/NAME.")
    return Like(session, name)


def _nanoseconds(when: datetime | None) -> int | None:
    """A time without zone is this machine's."""
    try:
        return None if when is None else within(round(when.astimezone().timestamp() * 1000) * 1_000_000)
    except (OverflowError, OSError, ValueError) as error:
        raise InvalidQuery("That day is not on any calendar of this machine.", "Write it as 2026-11-21.") from error
