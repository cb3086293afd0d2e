"""Library: everything ever made, as the rest of the program sees it. Every call but the constructor is awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from sqlalchemy import Connection

from dreamwindow.errors import ImageNotFound, InvalidImage, SessionNotFound
from dreamwindow.files import ensure_directory_exists
from dreamwindow.library import annotating
from dreamwindow.library.catalogue import Catalogue, reading
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.feed import Feed, LibraryEvent
from dreamwindow.library.indexing.indexer import Indexer, IndexerOptions
from dreamwindow.library.indexing.report import Change
from dreamwindow.library.model import ImageEntry, Page, SessionEntry, Sight, Stats
from dreamwindow.library.moments import modified_ns
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.roots import Root, SessionKey
from dreamwindow.library.search.query import Like, Query
from dreamwindow.library.search.searcher import Searcher, Wish, needs_an_eye
from dreamwindow.library.search.signs import read_signs
from dreamwindow.library.thumbnails import (
    MakerOptions,
    Refused,
    ThumbnailJob,
    ThumbnailMaker,
    ThumbnailStore,
    thumbnail_name,
)
from dreamwindow.library.trash import Trash, Trashed
from dreamwindow.library.zipping import Selected
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.annotations import AnnotationChange
from dreamwindow.sessions.foreign import Facts, facts_of, read_head

P = ParamSpec("P")
T = TypeVar("T")
_THREADS = 4
_EYES = 2
"""One looks at what came, the other answers who searches."""
LIMIT = 200


class Library:
    """An asynchronous context manager. For one event loop, which never touches the disk or the database.

    Entering opens the catalogue. Raises `CatalogueUnusable`, `ConfigError`, `MissingExtra` or `FolderNotWritable`.
    Names of sessions and pictures are those that the catalogue gave: no other leads to a file.
    """

    def __init__(self, options: LibraryOptions) -> None:
        self.options = options
        self.feed = Feed()
        self.store = ThumbnailStore(options.places.thumbnails, options.disk)
        self.maker = ThumbnailMaker(self.store, MakerOptions(workers=options.workers))
        self.trash = Trash(options.places.trash, options.disk)
        self.catalogue = Catalogue(options.database_url or sqlite_url(options.places.folder))
        self.indexer = Indexer(
            self.catalogue,
            IndexerOptions(
                roots=options.roots,
                places=options.places,
                excluded=options.excluded | {options.places.folder},
                on_change=self._changed,
                forget=self._forget_thumbnails,
                now_ns=options.now_ns,
            ),
        )
        self._searcher = Searcher(self.catalogue, options.create_embedder)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        async with AsyncExitStack() as stack:
            self._threads = stack.enter_context(ThreadPoolExecutor(_THREADS, "library"))
            self._sight = stack.enter_context(ThreadPoolExecutor(_EYES, "library-sight"))
            await self.in_thread(ensure_directory_exists, self.options.places.folder, disk=self.options.disk)
            await self.in_thread(self.catalogue.__enter__)
            stack.push_async_callback(self.in_thread, self.catalogue.__exit__, None, None, None)
            await stack.enter_async_context(self.maker)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    async def sessions(self, cursor: str | None = None, limit: int = 50) -> Page[SessionEntry]:
        """Sessions, newest first. Raises `InvalidQuery` for a cursor that is none."""
        return await self._read(lambda connection: reading.list_sessions(connection, cursor, limit))

    async def session(self, key: str) -> SessionEntry:
        """One session. Raises `SessionNotFound`."""
        return await self._read(lambda connection: reading.get_session(connection, key))

    async def images(self, key: str, cursor: str | None = None, limit: int = LIMIT) -> Page[ImageEntry]:
        """A session's pictures, by name. Raises `SessionNotFound` or `InvalidQuery`."""
        return await self._read(lambda connection: reading.list_images(connection, key, cursor, limit))

    async def image(self, key: str, name: str) -> ImageEntry:
        """One picture. Raises `ImageNotFound`."""
        return await self._read(lambda connection: reading.get_image(connection, key, name))

    async def facts(self, key: str, name: str) -> Facts:
        """All that a picture says of how it was made. Raises `ImageNotFound` or `InvalidImage`."""
        path = await self.original(key, name)
        return facts_of((await self.in_thread(read_head, path)).text)

    async def original(self, key: str, name: str) -> Path:
        """The picture's file, for reading. Raises `ImageNotFound`, also for a link that leads out of its folder."""
        return await self.in_thread(self._original, key, name)

    async def thumbnail(self, key: str, name: str) -> Path:
        """The thumbnail's WebP, made now if need be, once however many ask. Raises `ImageNotFound` or `InvalidImage`.

        It may have been made of another state of the picture only if that changed in this moment.
        """
        source, mtime_ns = await self.in_thread(self._source, key, name)
        if not await self.in_thread(self.store.is_of, key, name, mtime_ns):
            outcome = await self.maker.one(ThumbnailJob(key, source))
            if isinstance(outcome, Refused):
                raise InvalidImage(
                    f"{name} has no thumbnail: {outcome.reason}", "docs/troubleshooting.md says what can be done."
                )
        return self.store.path(key, name)

    async def annotate(self, key: str, names: Sequence[str], change: AnnotationChange) -> tuple[ImageEntry, ...]:
        """Say something of some pictures of a session; they as they are now.

        What is said is on disk before the catalogue knows. Raises `ImageNotFound`, `SessionDamaged`,
        `AnnotationRejected`, `StorageError`, `FolderNotWritable` or `OSError`.
        """
        changed = await self.in_thread(self._annotate, key, names, change)
        self.feed.put(LibraryEvent(session=SessionKey(key), annotated=len(changed)))
        return changed

    async def delete(self, key: str, names: Sequence[str]) -> tuple[Trashed, ...]:
        """Move pictures to the trash. Raises `NotDeletable`, `ImageNotFound`, `StorageError` or `OSError`."""
        return await self.in_thread(self._delete, key, names)

    async def restore(self, key: str, names: Sequence[str]) -> tuple[ImageEntry, ...]:
        """Bring pictures back from the trash. Raises `ImageNotFound`, `StorageError` or `OSError`."""
        return await self.in_thread(self._restore, key, names)

    async def search(
        self, query: Query, like: Like | Pixels | None = None, cursor: str | None = None, limit: int = LIMIT
    ) -> Page[ImageEntry]:
        """Pictures that the query names: newest first, or most alike first where ``like`` or a colour is given.

        Raises `InvalidQuery`, `ImageNotFound` for a picture that cannot be compared with, or `EmbedderUnavailable`.
        """
        wish: Wish = like
        query = read_signs(query)
        if needs_an_eye(query, wish):
            wish = await self.in_sight(self._searcher.aim, query, wish)
        return await self.in_thread(self._searcher.search, query, wish, cursor, limit)

    async def sight(self) -> Sight:
        """What the embedder in use can see, and has seen. Raises what making it raises."""
        return await self._read(self._searcher.sight)

    def selected(self, images: Iterable[ImageEntry]) -> Iterator[Selected]:
        """These pictures with their files, one after the other, for `zip_stream`; what is gone is left out. Blocks."""
        places: dict[SessionKey, tuple[Root, str]] = {}
        for image in images:
            with suppress(ImageNotFound, SessionNotFound):
                if image.session not in places:
                    places[image.session] = self._place(image.session)
                yield Selected(image, _file(*places[image.session], image.name))

    async def stats(self) -> Stats:
        """Counts over everything."""
        return await self._read(reading.stats)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what blocks in one of the library's own threads."""
        return await self._loop.run_in_executor(self._threads, partial(work, *args, **kwargs))

    async def in_sight(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what may wait for the embedder where nobody waits with it: loading one takes seconds."""
        return await self._loop.run_in_executor(self._sight, partial(work, *args, **kwargs))

    async def _read(self, query: Callable[[Connection], T]) -> T:
        def read() -> T:
            with self.catalogue.reading() as connection:
                return query(connection)

        return await self.in_thread(read)

    def _place(self, key: str) -> tuple[Root, str]:
        with self.catalogue.reading() as connection:
            session = reading.get_session(connection, key)
        return self.options.roots[session.root], session.path

    def _original(self, key: str, name: str) -> Path:
        with self.catalogue.reading() as connection:
            reading.get_image(connection, key, name)
        return _file(*self._place(key), name)

    def _source(self, key: str, name: str) -> tuple[Path, int]:
        path = self._original(key, name)
        return path, modified_ns(path.stat())

    def _annotate(self, key: str, names: Sequence[str], change: AnnotationChange) -> tuple[ImageEntry, ...]:
        options, place = self.options, self._place(key)
        return annotating.annotate(self.catalogue, options.places, place, names, change, options.disk)

    def _delete(self, key: str, names: Sequence[str]) -> tuple[Trashed, ...]:
        root, path = self._place(key)
        try:
            return tuple(
                self.trash.put(root, path, SessionKey(key), self._original(key, name).name, self.options.now_ns())
                for name in names
            )
        finally:
            self.indexer.look(root, path)

    def _restore(self, key: str, names: Sequence[str]) -> tuple[ImageEntry, ...]:
        restored: list[Trashed] = []
        try:
            restored.extend(self.trash.restore(key, name, self.options.roots) for name in names)
        finally:
            for root, path in dict.fromkeys((one.root, one.path) for one in restored):
                self.indexer.look(self.options.roots[root], path)
        with self.catalogue.reading() as connection:
            return tuple(reading.get_image(connection, key, one.name) for one in restored)

    def _changed(self, change: Change) -> None:
        """In the thread of the pass."""
        self._loop.call_soon_threadsafe(self.feed.put, LibraryEvent.of(change))

    def _forget_thumbnails(self, session: SessionKey, names: Sequence[str]) -> None:
        for name in names:
            self.store.remove(session, thumbnail_name(name))


def _file(root: Root, path: str, name: str) -> Path:
    """Of a picture of the session at ``path``. Raises `ImageNotFound`, also for a link that leads out of its folder."""
    folder = root.folder(path)
    file = folder / name
    if not file.is_file() or file.resolve().parent != folder.resolve():
        raise ImageNotFound(f"{name!r} of {path!r} is not there now.", "`dreamwindow library sync` looks again.")
    return file
