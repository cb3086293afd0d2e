"""Films of the library's pictures: asked for, followed, fetched, thrown away."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dreamwindow.compose.choosing import choice_of
from dreamwindow.compose.filmed import Film, FilmState
from dreamwindow.errors import InvalidQuery
from dreamwindow.files import sanitize_filename
from dreamwindow.outputs.film.options import FilmOptions, Interpolation
from dreamwindow.server.context import films_of, library_of
from dreamwindow.server.openapi import answers, binary
from dreamwindow.server.routes.library.chosen import MOST_NAMED, chosen
from dreamwindow.wire.views import Wire

MovingKind = Literal["mp4", "webp", "gif"]
MOST_PICTURES = 20_000
"""Of one film; `dreamwindow export` makes longer ones."""
_MEDIA_TYPES = {"mp4": "video/mp4", "webp": "image/webp", "gif": "image/gif"}
_FILE = binary(*_MEDIA_TYPES.values(), headers=("Accept-Ranges",)) | {206: {"description": "The range asked for."}}
router = APIRouter(prefix="/api/films", tags=["library"])


class FilmWish(Wire):
    """What to make a film of, and how. Frames of one session are shown as they were; others in the order given."""

    of: list[str] = Field(default_factory=list, max_length=MOST_NAMED)
    """``SESSION/NAME`` of single pictures."""
    sessions: list[str] = Field(default_factory=list, max_length=MOST_NAMED)
    """All of these."""
    kind: MovingKind = "mp4"
    """A film, or an animation for pages and chats."""
    interpolation: Interpolation = "fade"
    """Between two pictures: a fade, what moved moved along (``flow``), or a cut (``none``)."""
    each_s: Annotated[float | None, Field(ge=0.02, le=60)] = None
    """Seconds that each picture stays; ``null``: as long as it was on show, at most a second."""
    captions: bool = False
    """Whether the prompt stands in the picture."""


class FilmView(BaseModel):
    """One film."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    """Of the file."""
    state: FilmState
    pictures: int
    done: int
    """How many of the pictures are in it."""
    seconds: float
    """How long it is, once it is done."""
    bytes: int
    """How large it is, once it is done."""
    skipped: int
    """Pictures that could not be read."""
    problem: str | None
    """Why it failed."""
    remedy: str | None

    @classmethod
    def of_film(cls, film: Film) -> Self:
        """The view of one."""
        shot, trouble = film.shot, film.trouble
        return cls(
            id=film.order.id,
            name=_name(film),
            state=film.state,
            pictures=len(film.order.choice.stills),
            done=film.done,
            seconds=round(shot.seconds, 3) if shot else 0.0,
            bytes=film.bytes,
            skipped=len(shot.skipped) if shot else 0,
            problem=trouble.message if trouble else None,
            remedy=trouble.remedy or None if trouble else None,
        )


class FilmsView(BaseModel):
    """Films of this run of the server, the newest first."""

    films: list[FilmView]


@router.get("", responses=answers(404))
async def list_films(request: Request) -> FilmsView:
    """All that there are; they go with the server."""
    return FilmsView(films=[FilmView.of_film(film) for film in films_of(request).newest_first])


@router.post("", status_code=201, responses=answers(404, 422, 503, 507))
async def make_film(request: Request, wish: FilmWish) -> FilmView:
    """Have a film made, in turn. GET says how far it is."""
    films, library = films_of(request), await library_of(request)
    choice = await choice_of(library, await chosen(library, wish.of, wish.sessions, MOST_PICTURES))
    options = FilmOptions(each_s=wish.each_s, interpolation=wish.interpolation, captions=wish.captions)
    return FilmView.of_film(await films.start(choice, wish.kind, options))


@router.get("/{film}", responses=answers(404))
async def follow_film(request: Request, film: str) -> FilmView:
    """How far it is, and what came of it."""
    return FilmView.of_film(films_of(request).find(film))


@router.delete("/{film}", status_code=204, responses=answers(404))
async def drop_film(request: Request, film: str) -> None:
    """Break it off, or throw it away."""
    await films_of(request).drop(film)


@router.get("/{film}/file", response_class=Response, responses=_FILE | answers(404, 422))
async def fetch_film(request: Request, film: str) -> Response:
    """The film, once it is done; by ranges if asked."""
    found = films_of(request).find(film)
    if found.state != "done":
        raise InvalidQuery("The film is not done.", "GET /api/films/{id} says how far it is.")
    file = found.order.file
    headers = {"Cache-Control": "private, no-cache"}
    return FileResponse(file, media_type=_MEDIA_TYPES[file.suffix[1:]], filename=_name(found), headers=headers)


def _name(film: Film) -> str:
    return sanitize_filename(f"{film.order.choice.name}{film.order.file.suffix}")
