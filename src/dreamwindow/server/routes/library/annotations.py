"""What a person says of pictures, and what they throw away: of one, or of many of a session at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request

from dreamwindow.server.context import library_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.routes.library.views import image_view, images_view
from dreamwindow.sessions.annotations import MAX_RATING, MAX_TAG_CHARS, MAX_TAGS, AnnotationChange
from dreamwindow.wire.library import ImagesView, ImageView, View
from dreamwindow.wire.views import Wire

MOST_AT_ONCE = 1000
Name = Annotated[str, Field(min_length=1, max_length=255)]
Names = Annotated[list[Name], Field(min_length=1, max_length=MOST_AT_ONCE)]
Tags = Annotated[list[Annotated[str, Field(min_length=1, max_length=MAX_TAG_CHARS)]], Field(max_length=MAX_TAGS)]
router = APIRouter(prefix="/api", tags=["library"])


class Saying(Wire):
    """What is to be said otherwise; what is left out stays."""

    favourite: bool | None = None
    rating: Annotated[int, Field(ge=0, le=MAX_RATING)] | None = None
    """0 takes it away."""
    tags: Tags | None = None
    """All of them, instead of those it has."""
    add_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)

    def change(self) -> AnnotationChange:
        """The same as the library takes it. Raises `AnnotationRejected`."""
        return AnnotationChange(
            favourite=self.favourite,
            rating=self.rating,
            tags=None if self.tags is None else tuple(self.tags),
            add_tags=tuple(self.add_tags),
            remove_tags=tuple(self.remove_tags),
        )


class SayingOfMany(Saying):
    """The same of many pictures of one session."""

    names: Names


class Chosen(Wire):
    """Pictures of one session."""

    names: Names


class Gone(View):
    """What lies in the trash now; ``restore`` brings it back."""

    session: str
    names: list[str]


@router.patch("/images/{session}/{name}", responses=answers(404, 409, 503))
async def annotate(request: Request, session: str, name: str, saying: Saying) -> ImageView:
    """Mark, rate or tag a picture. It is on disk when this answers."""
    (entry,) = await (await library_of(request)).annotate(session, [name], saying.change())
    return image_view(entry)


@router.patch("/sessions/{session}/images", responses=answers(404, 409, 503))
async def annotate_many(request: Request, session: str, saying: SayingOfMany) -> ImagesView:
    """The same of many: of all or of none."""
    names = list(dict.fromkeys(saying.names))
    return images_view(await (await library_of(request)).annotate(session, names, saying.change()))


@router.delete("/images/{session}/{name}", responses=answers(403, 404, 503))
async def delete(request: Request, session: str, name: str) -> Gone:
    """Move a picture to the library's trash."""
    return await _delete(request, session, [name])


@router.post("/sessions/{session}/trash", responses=answers(403, 404, 503))
async def delete_many(request: Request, session: str, chosen: Chosen) -> Gone:
    """Move many to the trash."""
    return await _delete(request, session, chosen.names)


@router.post("/images/{session}/{name}/restore", responses=answers(404, 503))
async def restore(request: Request, session: str, name: str) -> ImageView:
    """Bring it back to where it was."""
    (entry,) = await (await library_of(request)).restore(session, [name])
    return image_view(entry)


@router.post("/sessions/{session}/restore", responses=answers(404, 503))
async def restore_many(request: Request, session: str, chosen: Chosen) -> ImagesView:
    """Bring many back."""
    return images_view(await (await library_of(request)).restore(session, list(dict.fromkeys(chosen.names))))


async def _delete(request: Request, session: str, names: list[str]) -> Gone:
    gone = await (await library_of(request)).delete(session, list(dict.fromkeys(names)))
    return Gone(session=session, names=[trashed.name for trashed in gone])
