"""Synchronising: catalogue, thumbnails and descriptions are made to agree with the disk, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Literal

from dreamwindow.library.describing import Describer
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.indexing.report import Report
from dreamwindow.library.library import Library
from dreamwindow.library.thumbnail_pass import ThumbnailReport, make_thumbnails

Depth = Literal["touched", "everything"]
"""Only what folders say was touched; or every name, size, time and thumbnail."""
Stage = Literal["folders", "thumbnails", "looks"]
Tell = Callable[[Stage, int], None]
"""Hears how many folders, thumbnails or pictures are done."""


@dataclass(slots=True)
class Synced:
    """What was done."""

    folders: Report = field(default_factory=Report)
    thumbnails: ThumbnailReport = field(default_factory=ThumbnailReport)
    described: int = 0
    unreadable: int = 0
    """Pictures that cannot be shown, old and new; `differences` names them."""


def silent(stage: Stage, done: int) -> None:
    """Nobody wants to hear."""


async def synchronise(library: Library, depth: Depth, tell: Tell = silent) -> Synced:
    """Newest first, each stage whole before the next: the gallery fills before pictures can be found by their look."""
    done = Synced()
    stop = Event()
    try:
        done.folders = await library.in_thread(_index, library, depth, stop, tell)
        check = thumbnailing.by_name if depth == "touched" else thumbnailing.by_content
        find = thumbnailing.touched if depth == "touched" else lambda catalogue, store: thumbnailing.albums(catalogue)
        albums = await library.in_thread(find, library.catalogue, library.store)
        done.thumbnails = await make_thumbnails(
            library, albums, check, lambda report: tell("thumbnails", report.processed)
        )
        if depth == "everything":
            await library.in_thread(_remove_orphans, library)
        done.described = await library.in_thread(_describe, library, stop, tell)
        done.unreadable = (await library.stats()).unreadable
    finally:
        stop.set()  # whoever was cancelled leaves a thread at work
    return done


def _index(library: Library, depth: Depth, stop: Event, tell: Tell) -> Report:
    visited = 0

    def go_on(seconds: float) -> bool:
        nonlocal visited
        visited += 1
        tell("folders", visited)
        return not stop.is_set()

    return library.indexer.catch_up(go_on) if depth == "touched" else library.indexer.check_all(go_on)


def _describe(library: Library, stop: Event, tell: Tell) -> int:
    describer, described = Describer(library.catalogue, library.store, library.options.create_embedder()), 0
    while not stop.is_set() and (some := describer.describe_some()):
        described += sum(some.values())
        tell("looks", described)
    return described


def _remove_orphans(library: Library) -> None:
    for session in thumbnailing.orphans(library.catalogue, library.store):
        library.store.remove_session(session)
