"""Verifying: whatever the catalogue, the thumbnails and the notes do not agree about with the disk, and what cannot be
read. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import select, text

from dreamwindow.errors import DreamWindowError
from dreamwindow.library.catalogue.tables import images, sessions
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.indexing.checkpoints import load_checkpoints
from dreamwindow.library.indexing.listing import Listing, listing
from dreamwindow.library.indexing.reading import read_annotations
from dreamwindow.library.indexing.reconcile import unnamed
from dreamwindow.library.library import Library
from dreamwindow.library.roots import Root


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it should be, and where. `dreamwindow library sync --full` mends what can be."""

    where: str
    what: str


def differences(library: Library, visited: Callable[[int], None] = lambda folders: None) -> Iterator[Difference]:
    """Everything that differs. Blocks."""
    yield from _database(library)
    for number, (root, path) in enumerate(_folders(library)):
        yield from _folder(library, root, path)
        visited(number)
    yield from _unknown_folders(library)
    yield from _unreadable(library)
    yield from _thumbnails(library)


def _database(library: Library) -> Iterator[Difference]:
    if library.catalogue.dialect != "sqlite":
        return
    with library.catalogue.reading() as connection:
        for said in connection.execute(text("PRAGMA quick_check(20)")).scalars():
            if said != "ok":
                yield Difference("catalogue", said)


def _folders(library: Library) -> Iterator[tuple[Root, str]]:
    for root in library.options.roots:
        with library.catalogue.reading() as connection:
            known = sorted(load_checkpoints(connection, root.name))
        yield from ((root, path) for path in known)


def _folder(library: Library, root: Root, path: str) -> Iterator[Difference]:
    folder = root.folder(path)
    try:
        seen = listing(folder)
    except OSError as error:
        yield Difference(str(folder), f"cannot be read: {error.strerror or error}")
        return
    with library.catalogue.reading() as connection:
        rows = connection.execute(
            select(images.c.name, images.c.size, images.c.mtime_ns)
            .join(sessions, sessions.c.id == images.c.session_id)
            .where(sessions.c.root == root.name, sessions.c.path == path)
        ).all()
    if passed_over := unnamed(seen):
        yield Difference(str(folder), passed_over)
    known = {row.name: (row.size, row.mtime_ns) for row in rows}
    there = {picture.name: (picture.size, picture.mtime_ns) for picture in seen.pictures}
    for name in sorted(known.keys() | there.keys()):
        if name not in known:
            yield Difference(f"{folder}/{name}", "is not in the catalogue")
        elif name not in there:
            yield Difference(f"{folder}/{name}", "is gone, and in the catalogue")
        elif known[name] != there[name]:
            yield Difference(f"{folder}/{name}", "is another file than the catalogue knows")
    yield from _notes(library, root, path, seen)


def _notes(library: Library, root: Root, path: str, seen: Listing) -> Iterator[Difference]:
    if not seen.pictures:
        return
    from pathlib import PurePosixPath

    place = library.options.places.annotations(root, path, root.key(PurePosixPath(path)))
    _, trouble = read_annotations(place)
    if trouble is not None:
        yield Difference(str(place), trouble)


def _unknown_folders(library: Library) -> Iterator[Difference]:
    for root in library.options.roots:
        with library.catalogue.reading() as connection:
            known = load_checkpoints(connection, root.name)
        if "." not in known and root.path.is_dir():
            yield Difference(str(root.path), "was never read")
        yield from (
            Difference(str(root.folder(path)), "was not read since it changed")
            for path, checkpoint in known.items()
            if not checkpoint.digest
        )


def _unreadable(library: Library) -> Iterator[Difference]:
    """With the reasons that were found when they were read."""
    roots = {root.name: root for root in library.options.roots}
    places = sessions.c.root, sessions.c.path
    whole = select(*places, sessions.c.problem).where(sessions.c.problem.is_not(None), sessions.c.root.in_(roots))
    single = (
        select(*places, images.c.name, images.c.problem)
        .join(images, images.c.session_id == sessions.c.id)
        .where(images.c.problem.is_not(None), sessions.c.root.in_(roots))
        .order_by(*places, images.c.name)
    )
    with library.catalogue.reading() as connection:
        folders, pictures = connection.execute(whole.order_by(*places)).all(), connection.execute(single).all()
    for root, path, problem in folders:
        yield Difference(str(roots[root].folder(path)), problem)
    for root, path, name, problem in pictures:
        yield Difference(str(roots[root].folder(path) / name), problem)


def _thumbnails(library: Library) -> Iterator[Difference]:
    store, roots = library.store, library.options.roots
    for album in thumbnailing.albums(library.catalogue):
        try:
            wanting = thumbnailing.wanting(library.catalogue, store, roots, album, thumbnailing.by_content)
        except (OSError, DreamWindowError) as error:
            yield Difference(album.key, str(error))
            continue
        for job in wanting.jobs:
            yield Difference(str(job.source), "has no thumbnail, or that of another state")
        for name in wanting.surplus:
            yield Difference(str(store.folder(album.key) / name), "is the thumbnail of nothing")
    for session in thumbnailing.orphans(library.catalogue, store):
        yield Difference(str(store.root / session), "holds thumbnails of no session")
