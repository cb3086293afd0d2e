"""Which pictures a film shows, of those that the library knows."""

from __future__ import annotations

from collections.abc import Sequence

from dreamwindow.errors import InvalidQuery, SessionDamaged, SessionNotFound
from dreamwindow.library.library import Library
from dreamwindow.library.model import ImageEntry
from dreamwindow.library.zipping import Selected
from dreamwindow.outputs.film.choice import RATE_HZ, Choice
from dreamwindow.outputs.film.pictures import Still, shown_at_hz
from dreamwindow.sessions.pictures import frame_of
from dreamwindow.sessions.reader import read_manifest


async def choice_of(library: Library, images: Sequence[ImageEntry]) -> Choice:
    """These pictures. Frames of one session of ours come as they were shown; any other, in the order they are given.

    Raises `InvalidQuery` where none is there any more.
    """
    return await library.in_thread(lambda: _choice(list(library.selected(images))))


def _choice(selected: Sequence[Selected]) -> Choice:
    if not selected:
        raise InvalidQuery("None of these pictures is there any more.", "Choose others.")
    name = selected[0].file.parent.name
    if len({one.image.session for one in selected}) > 1:
        return Choice(name="pictures", stills=_in_order(selected))
    frames = [
        Still(number, one.file, one.image.prompt)
        for one in selected
        if (number := frame_of(one.image.name)) is not None
    ]
    rate_hz = _rate_hz(selected[0]) if len(frames) == len(selected) else None
    if rate_hz is None:
        return Choice(name=name, stills=_in_order(selected))
    return Choice(name=name, stills=sorted(frames, key=lambda still: still.number), rate_hz=rate_hz)


def _in_order(selected: Sequence[Selected]) -> list[Still]:
    return [Still(place, one.file, one.image.prompt) for place, one in enumerate(selected, start=1)]


def _rate_hz(one: Selected) -> float | None:
    """At which its session was shown; ``None`` for a folder that is no session of ours."""
    try:
        return shown_at_hz(read_manifest(one.file.parent).settings, RATE_HZ)
    except (SessionNotFound, SessionDamaged):
        return None
