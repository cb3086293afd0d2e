"""A pass over the thumbnails: what is missing is made, what is left over goes, what cannot be made is written down."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from dreamwindow.errors import DreamWindowError
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.indexing.thumbnailing import Album, Check, Wanting
from dreamwindow.library.library import Library
from dreamwindow.library.thumbnails import Made, Outcome

_AT_ONCE = 128
"""Outcomes that are written down together."""


@dataclass(slots=True)
class ThumbnailReport:
    """``errors`` say which pictures have no thumbnail, and why."""

    processed: int = 0
    removed: int = 0
    sessions: int = 0
    seconds: float = 0.0
    errors: dict[str, str] = field(default_factory=dict)


async def make_thumbnails(
    library: Library,
    albums: Sequence[Album],
    check: Check,
    tell: Callable[[ThumbnailReport], None] = lambda report: None,
) -> ThumbnailReport:
    """Put the thumbnails of these albums right, in their order. ``tell`` hears how far it is, now and then."""
    report, began = ThumbnailReport(), time.monotonic()
    for album in albums:
        try:
            wanting = await library.in_thread(_wanting, library, album, check)
            await _make(library, wanting, report, tell)
        except (OSError, DreamWindowError) as error:
            report.errors[album.key] = str(error)
        report.seconds = time.monotonic() - began
        tell(report)
    return report


def _wanting(library: Library, album: Album, check: Check) -> Wanting:
    wanting = thumbnailing.wanting(library.catalogue, library.store, library.options.roots, album, check)
    for name in wanting.surplus:
        library.store.remove(album.key, name)
    return wanting


async def _make(
    library: Library, wanting: Wanting, report: ThumbnailReport, tell: Callable[[ThumbnailReport], None]
) -> None:
    album, whole = wanting.album, True
    async for outcomes in _batches(library, wanting):
        await library.in_thread(thumbnailing.note, library.catalogue, album.key, outcomes)
        for outcome in outcomes:
            if isinstance(outcome, Made):
                report.processed += 1
            else:
                report.errors[f"{album.key}/{outcome.job.source.name}"] = outcome.reason
                whole = whole and outcome.stamp is not None
        tell(report)
    if whole:
        await library.in_thread(thumbnailing.finish, library.catalogue, library.store, album)
    report.removed += len(wanting.surplus)
    report.sessions += bool(wanting.jobs or wanting.surplus)


async def _batches(library: Library, wanting: Wanting) -> AsyncIterator[list[Outcome]]:
    batch: list[Outcome] = []
    async with aclosing(library.maker.make(wanting.jobs)) as outcomes:
        async for outcome in outcomes:
            batch.append(outcome)
            if len(batch) == _AT_ONCE:
                yield batch
                batch = []
    if batch:
        yield batch
