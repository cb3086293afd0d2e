"""The pictures that a request names: one by one, or by their sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from dreamwindow.errors import ImageNotFound, InvalidQuery
from dreamwindow.library.library import Library
from dreamwindow.library.model import ImageEntry

MOST_NAMED = 1000
_PAGE = 1000


async def chosen(
    library: Library, of: Sequence[str], sessions: Sequence[str], most: int | None = None
) -> list[ImageEntry]:
    """Each once: those ``of`` (``SESSION/NAME``), then all of ``sessions``.

    Raises `InvalidQuery` for none or more than ``most``, `ImageNotFound` or `SessionNotFound`.
    """
    images = [await library.image(*_named(one)) for one in of]
    for key in sessions:
        async for page in _pages(library, key):
            images += page
            if most is not None and len(images) > most:
                raise InvalidQuery(f"More than {most} pictures were chosen.", "Choose fewer.")
    if not images:
        raise InvalidQuery("Nothing was chosen.", "Name pictures as SESSION/NAME, or sessions.")
    return list({(image.session, image.name): image for image in images}.values())


def _named(text: str) -> tuple[str, str]:
    session, _, name = text.partition("/")
    if not name:
        raise ImageNotFound(f"{text[:80]!r} is no picture.", "Write it as SESSION/NAME.")
    return session, name


async def _pages(library: Library, session: str) -> AsyncIterator[Sequence[ImageEntry]]:
    cursor = None
    while True:
        page = await library.images(session, cursor, _PAGE)
        yield page.items
        if (cursor := page.cursor) is None:
            return
