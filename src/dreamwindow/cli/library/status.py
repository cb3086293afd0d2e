"""``dreamwindow library status``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.library.opening import TROUBLE, as_json, counted, tell_json, with_library
from dreamwindow.cli.library.showing import say_all
from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.library.library import Library


@dataclass(frozen=True, slots=True)
class RootStatus:
    """A root: whether it is there, and how many pictures are known of it."""

    name: str
    path: str
    there: bool
    images: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStatus:
    """``thumbnails_due`` are sessions whose thumbnails are to be looked at; ``trashed`` pictures can be restored."""

    folder: str
    catalogue: str
    roots: tuple[RootStatus, ...]
    sessions: int
    images: int
    thumbnails_due: int
    undescribed: int
    unreadable: int
    trashed: int


@click.command()
@as_json
@config_option
def status(as_json: bool, config_file: Path | None) -> None:
    """Say what is known, and what is left to do. Ends with 1 when a root is not there."""
    found = with_library(config_file, _status)
    if as_json:
        tell_json(found)
    else:
        say_all(_lines(found))
    if not all(root.there for root in found.roots):
        raise SystemExit(TROUBLE)


async def _status(library: Library) -> LibraryStatus:
    from dreamwindow.library.indexing.thumbnailing import touched

    counts = await library.stats()
    due = await library.in_thread(touched, library.catalogue, library.store)
    roots = tuple(
        RootStatus(root.name, str(root.path), root.path.is_dir() or root.ours, counts.by_root.get(root.name, 0))
        for root in library.options.roots
    )
    return LibraryStatus(
        folder=str(library.options.places.folder),
        catalogue=library.catalogue.dialect,
        roots=roots,
        sessions=counts.sessions,
        images=counts.images,
        thumbnails_due=len(due),
        undescribed=counts.images - counts.unreadable - counts.described,
        unreadable=counts.unreadable,
        trashed=sum(1 for _ in library.trash.entries()),
    )


def _lines(found: LibraryStatus) -> Iterator[str]:
    known = f"{counted(found.images, 'picture')} in {counted(found.sessions, 'session')}"
    yield f"{found.folder} ({found.catalogue}): {known}"
    for root in found.roots:
        yield f"  {root.name}: {root.path}, {counted(root.images, 'picture')}{'' if root.there else ', NOT THERE'}"
    yield f"Thumbnails to look at: {counted(found.thumbnails_due, 'session')}"
    yield f"Not described yet: {counted(found.undescribed, 'picture')}; not readable: {found.unreadable:,}"
    yield f"In the trash: {counted(found.trashed, 'picture')}"
