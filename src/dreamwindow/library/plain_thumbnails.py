"""Thumbnails of one folder of sessions in another, without a catalogue."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dreamwindow.library.indexing.listing import Listing, Picture, listing
from dreamwindow.library.roots import Root, SessionKey
from dreamwindow.library.thumbnails import Made, ThumbnailJob, ThumbnailMaker, ThumbnailStore, thumbnail_name
from dreamwindow.sessions.watcher import Watcher

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class PlainReport:
    """``skipped`` pictures had their thumbnail; ``errors`` say which have none, and why."""

    processed: int = 0
    skipped: int = 0
    removed: int = 0
    sessions: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


async def make_all(
    root: Root, maker: ThumbnailMaker, tell: Callable[[PlainReport], None], excluded: frozenset[Path] = frozenset()
) -> PlainReport:
    """Every session below ``root``, each folder read once. What cannot be read is in the report."""
    report, began = PlainReport(), time.monotonic()
    folders = [PurePosixPath(".")]
    while folders:
        path = folders.pop()
        folder = root.folder(str(path))
        try:
            seen = await asyncio.to_thread(listing, folder)
        except OSError as error:
            report.errors[str(folder)] = error.strerror or str(error)
            continue
        folders += [path / name for name in seen.folders if folder / name not in excluded]
        if seen.pictures:
            await _session(root.key(path), folder, seen, maker, report)
        report.seconds = time.monotonic() - began
        tell(report)
    return report


async def follow(watcher: Watcher, root: Root, maker: ThumbnailMaker, excluded: frozenset[Path]) -> None:
    """Put the thumbnails of every folder right that changes, until it is cancelled."""
    async for changed in watcher:
        if excluded & {changed.folder, *changed.folder.parents}:
            continue
        key, report = root.key(PurePosixPath(changed.folder.relative_to(root.path).as_posix())), PlainReport()
        try:
            seen = await asyncio.to_thread(listing, changed.folder)
        except (FileNotFoundError, NotADirectoryError):
            await asyncio.to_thread(maker.store.remove_session, key)
            continue
        except OSError as error:
            report.errors[str(changed.folder)] = error.strerror or str(error)
        else:
            await _session(key, changed.folder, seen, maker, report)
        for name, reason in report.errors.items():
            _log.warning("%s has no thumbnail: %s", name, reason)


async def _session(key: SessionKey, folder: Path, seen: Listing, maker: ThumbnailMaker, report: PlainReport) -> None:
    jobs = await asyncio.to_thread(lambda: list(_missing(key, folder, seen, maker.store)))
    report.removed += await asyncio.to_thread(_remove_surplus, key, seen, maker.store)
    report.sessions += 1
    report.skipped += len(seen.pictures) - len(jobs)
    async with aclosing(maker.make(jobs)) as outcomes:
        async for outcome in outcomes:
            if isinstance(outcome, Made):
                report.processed += 1
            else:
                report.errors[str(outcome.job.source)] = outcome.reason


def _missing(key: SessionKey, folder: Path, seen: Listing, store: ThumbnailStore) -> Iterator[ThumbnailJob]:
    there = store.existing(key)
    for picture in seen.pictures:
        if thumbnail_name(picture.name) not in there or _is_stale(key, picture, store):
            yield ThumbnailJob(key, folder / picture.name)


def _is_stale(key: SessionKey, picture: Picture, store: ThumbnailStore) -> bool:
    is_now = store.is_of(key, picture.name, picture.mtime_ns)
    return not is_now or store.is_damaged(key, thumbnail_name(picture.name))


def _remove_surplus(key: SessionKey, seen: Listing, store: ThumbnailStore) -> int:
    surplus = store.existing(key) - {thumbnail_name(picture.name) for picture in seen.pictures}
    for name in surplus:
        store.remove(key, name)
    return len(surplus)
