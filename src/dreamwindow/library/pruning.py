"""Pruning: what belongs to nothing any more goes; what a person said stays."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow.library.catalogue import writing
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.library import Library

DAY_NS = 86_400 * 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """``forgotten`` roots are not there; ``thumbnails`` counts sessions; ``trashed`` pictures are gone for good."""

    forgotten: tuple[str, ...]
    thumbnails: int
    trashed: int


def prune(library: Library, keep_trash_days: float) -> Pruned:
    """Forget roots that are not there, thumbnails of no session, and pictures long in the trash. Blocks.

    Raises `OSError`.
    """
    away = tuple(library.indexer.away())
    with library.catalogue.writing() as connection:
        for name in away:
            writing.drop_root(connection, name)
    orphans = list(thumbnailing.orphans(library.catalogue, library.store))
    for session in orphans:
        library.store.remove_session(session)
    trashed = library.trash.empty(library.options.now_ns() - int(keep_trash_days * DAY_NS))
    return Pruned(forgotten=away, thumbnails=len(orphans), trashed=trashed)
