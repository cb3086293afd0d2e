"""Which thumbnails are missing, stale or damaged, and which belong to nothing any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, and_, select, update

from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.tables import checkpoints, images, sessions
from dreamwindow.library.roots import Roots, SessionKey
from dreamwindow.library.thumbnails import Made, Outcome, ThumbnailJob, ThumbnailStore, thumbnail_name


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be read, as far as is known."""

    name: str
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """A session's thumbnails. ``folder_ns`` is when their folder was last changed once all were there, or -1."""

    key: SessionKey
    root: str
    path: str
    folder_ns: int


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is to be done for one session: ``jobs`` to make, ``surplus`` names of thumbnails to remove."""

    album: Album
    jobs: tuple[ThumbnailJob, ...] = ()
    surplus: tuple[str, ...] = ()


class Check(Protocol):
    """Whether the thumbnail of a picture, which is there, has to be made again."""

    def __call__(self, store: ThumbnailStore, album: Album, picture: Picture) -> bool:
        """Blocks."""
        ...


def by_name(store: ThumbnailStore, album: Album, picture: Picture) -> bool:
    """One look at a folder must do."""
    return False


def by_content(store: ThumbnailStore, album: Album, picture: Picture) -> bool:
    """Of another state of the picture, empty, cut off, or no picture."""
    is_now = store.is_of(album.key, picture.name, picture.mtime_ns)
    return not is_now or store.is_damaged(album.key, thumbnail_name(picture.name))


def touched(catalogue: Catalogue, store: ThumbnailStore) -> list[Album]:
    """Albums that are unfinished, or whose folder changed since they were whole; newest session first."""
    return [album for album in albums(catalogue) if album.folder_ns < 0 or folder_ns(store, album) != album.folder_ns]


def albums(catalogue: Catalogue) -> list[Album]:
    """Every session's, newest first."""
    same = and_(sessions.c.root == checkpoints.c.root, sessions.c.path == checkpoints.c.path)
    query = (
        select(sessions.c.key, sessions.c.root, sessions.c.path, checkpoints.c.thumbnails_ns)
        .join(checkpoints, same)
        .where(sessions.c.images > 0)
        .order_by(sessions.c.newest_ns.desc(), sessions.c.id.desc())
    )
    with catalogue.reading() as connection:
        return [
            Album(key=SessionKey(key), root=root, path=path, folder_ns=folder)
            for key, root, path, folder in connection.execute(query)
        ]


def wanting(catalogue: Catalogue, store: ThumbnailStore, roots: Roots, album: Album, check: Check) -> Wanting:
    """Compare a session's thumbnails with its pictures. Raises `OSError` or `SessionNotFound`."""
    with catalogue.reading() as connection:
        pictures = _pictures(connection, album)
    there = store.existing(album.key)
    folder = roots[album.root].folder(album.path)
    jobs = tuple(
        ThumbnailJob(album.key, folder / picture.name)
        for picture in pictures
        if thumbnail_name(picture.name) not in there or check(store, album, picture)
    )
    surplus = there - {thumbnail_name(picture.name) for picture in pictures}
    return Wanting(album, jobs, tuple(sorted(surplus - _handed_over(folder) if surplus else ())))


def note(catalogue: Catalogue, session: SessionKey, outcomes: Sequence[Outcome]) -> None:
    """Write down what came of some jobs: a picture's size as it is seen, or why it cannot be."""
    with catalogue.writing() as connection:
        for outcome in outcomes:
            _note(connection, session, outcome)


def finish(catalogue: Catalogue, store: ThumbnailStore, album: Album) -> None:
    """Nothing is left to do in this album until its folder, or its session, changes."""
    here = (checkpoints.c.root == album.root) & (checkpoints.c.path == album.path)
    with catalogue.writing() as connection:
        connection.execute(update(checkpoints).where(here).values(thumbnails_ns=folder_ns(store, album)))


def orphans(catalogue: Catalogue, store: ThumbnailStore) -> Iterator[str]:
    """Sessions that have thumbnails and no pictures."""
    known = {album.key for album in albums(catalogue)}
    yield from (session for session in store.sessions() if session not in known)


def _handed_over(folder: Path) -> frozenset[str]:
    """What thumbnails of pictures that lie there are called: they may come before anybody knows of the pictures."""
    try:
        return frozenset(thumbnail_name(path.name) for path in folder.iterdir())
    except OSError:
        return frozenset()


def folder_ns(store: ThumbnailStore, album: Album) -> int:
    """When the folder of the thumbnails was last changed; 0 where there is none."""
    try:
        return store.folder(album.key).stat().st_mtime_ns
    except OSError:
        return 0


def _note(connection: Connection, key: SessionKey, outcome: Outcome) -> None:
    """As long as it is the same file."""
    if outcome.stamp is None:
        return
    session = select(sessions.c.id).where(sessions.c.key == key).scalar_subquery()
    of = images.c
    same = and_(
        of.session_id == session,
        of.name == outcome.job.source.name,
        of.size == outcome.stamp.size,
        of.mtime_ns == outcome.stamp.mtime_ns,
    )
    values = (
        {"width": outcome.width, "height": outcome.height, "problem": None}
        if isinstance(outcome, Made)
        else {"problem": outcome.reason}
    )
    connection.execute(update(images).where(same).values(**values))


def _pictures(connection: Connection, album: Album) -> list[Picture]:
    query = (
        select(images.c.name, images.c.mtime_ns)
        .join(sessions, sessions.c.id == images.c.session_id)
        .where(sessions.c.key == album.key, images.c.problem.is_(None))
        .order_by(images.c.name.desc())
    )
    return [Picture(name, mtime_ns) for name, mtime_ns in connection.execute(query)]
