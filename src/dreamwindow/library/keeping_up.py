"""Keeping up: as long as it runs, new pictures are known and have their thumbnails within a moment."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, aclosing, suppress
from pathlib import Path

from dreamwindow.errors import DreamWindowError
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.indexing.report import Change
from dreamwindow.library.indexing.thumbnailing import Album, Check
from dreamwindow.library.library import Library
from dreamwindow.library.looking import Looking
from dreamwindow.library.moments import modified_ns
from dreamwindow.library.thumbnail_pass import make_thumbnails
from dreamwindow.library.thumbnails import ThumbnailJob, ThumbnailStore
from dreamwindow.sessions.watcher import Changed, Watcher, WatcherOptions

_log = logging.getLogger(__name__)
_REST = 4.0
"""The slow pass rests so many times as long as it works."""
_CHECK_AGAIN_S = 6 * 3600.0


async def keep_up(library: Library, at_rest: Callable[[], bool] = lambda: False) -> None:
    """Until it is cancelled: listen and follow, catch up meanwhile; then check everything slowly, now and then.

    What comes while a large library is read for the first time does not wait for that. What fails is logged, and tried
    again at the next change or check. While ``at_rest`` says so a `RestingEmbedder` is not asked for anything.
    """
    async with AsyncExitStack() as stack:
        watcher = None
        if library.options.watch:  # before the catch-up, so that nothing falls between
            watcher = await stack.enter_async_context(_watcher(library))
        looking = Looking(library, at_rest)
        keeper = _Keeper(library, looking)
        stack.callback(keeper.stop.set)  # a cancelled await leaves its thread at work
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        if watcher is not None:
            tasks.create_task(keeper.follow(watcher), name="library watch")
        await keeper.catch_up()
        tasks.create_task(keeper.check(), name="library check")
        tasks.create_task(looking.run(), name="library looks")


class _Keeper:
    def __init__(self, library: Library, looking: Looking) -> None:
        self.library = library
        self.stop = threading.Event()
        self._looking = looking

    async def catch_up(self) -> None:
        """The fast pass, and the thumbnails that it finds missing."""
        library = self.library
        report = await library.in_thread(library.indexer.catch_up, self._goes_on)
        _log.info(
            "Library: %d folders looked at in %.2f s, %d new pictures", report.folders, report.seconds, report.added
        )
        albums = await library.in_thread(thumbnailing.touched, library.catalogue, library.store)
        await self._thumbnails(albums, thumbnailing.by_name)

    async def follow(self, watcher: Watcher) -> None:
        """One folder after the other, as they change."""
        async for changed in watcher:
            try:
                await self._take(changed)
            except (OSError, DreamWindowError) as error:
                _log.warning("%s could not be read: %s", changed.folder, error)

    async def check(self) -> None:
        """Compare everything, slowly; then again after hours."""
        library = self.library
        while True:
            await library.in_thread(library.indexer.check_all, self._unhurried)
            for album in await library.in_thread(thumbnailing.albums, library.catalogue):
                began = time.monotonic()
                await self._thumbnails([album], thumbnailing.by_content)
                await asyncio.sleep(_REST * (time.monotonic() - began))
            await asyncio.sleep(_CHECK_AGAIN_S)

    async def _take(self, changed: Changed) -> None:
        library = self.library
        change = await library.in_thread(library.indexer.touch, changed.folder, changed.names)
        if change is None:
            albums = await library.in_thread(_touched_within, library, changed.folder)
            await self._thumbnails(albums, thumbnailing.by_name)
            return
        jobs = await library.in_thread(_missing, library.store, change, changed.folder)
        async with aclosing(library.maker.make(jobs)) as outcomes:
            made = [outcome async for outcome in outcomes]
        await library.in_thread(thumbnailing.note, library.catalogue, change.session, made)
        self._looking.wake()

    async def _thumbnails(self, albums: Sequence[Album], check: Check) -> None:
        report = await make_thumbnails(self.library, albums, check)
        for name, reason in report.errors.items():
            _log.info("%s has no thumbnail: %s", name, reason)
        if report.processed:
            self._looking.wake()

    def _goes_on(self, seconds: float) -> bool:
        return not self.stop.is_set()

    def _unhurried(self, seconds: float) -> bool:
        return not self.stop.wait(_REST * seconds)


def _touched_within(library: Library, folder: Path) -> list[Album]:
    """Albums of a folder and of those below it, that are unfinished."""
    roots = library.options.roots
    return [
        album
        for album in thumbnailing.touched(library.catalogue, library.store)
        if roots[album.root].folder(album.path).is_relative_to(folder)
    ]


def _missing(store: ThumbnailStore, change: Change, folder: Path) -> list[ThumbnailJob]:
    """Of what came or changed. Our own recorder hands its thumbnails over; a picture that is gone by now needs none."""
    jobs = []
    for name in (*change.added, *change.changed):
        with suppress(OSError):
            if not store.is_of(change.session, name, modified_ns((folder / name).stat())):
                jobs.append(ThumbnailJob(change.session, folder / name))
    return jobs


def _watcher(library: Library) -> Watcher:
    roots = [root.path for root in library.options.roots]
    return Watcher(roots, WatcherOptions(poll_interval_s=library.options.poll_interval_s))
