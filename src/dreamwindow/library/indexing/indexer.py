"""Indexer: passes over the roots, newest folders first, after which the catalogue says what the disk says."""

from __future__ import annotations

import heapq
import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.library.catalogue import Catalogue, writing
from dreamwindow.library.indexing.checkpoints import UNSETTLED, Checkpoint, load_checkpoints, note_folders, restamp
from dreamwindow.library.indexing.listing import Listing, listing, stamp_of
from dreamwindow.library.indexing.reconcile import Forget, Reconciler, unnamed
from dreamwindow.library.indexing.report import Change, Report
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.sessions.reader import MANIFEST
from dreamwindow.sessions.watcher.changes import is_picture

_log = logging.getLogger(__name__)
_INPUTS = "inputs"
"""Beside our pictures: those that they grew from."""
GoOn = Callable[[float], bool]
"""Asked after every folder with the seconds that it took; may wait; ``False`` ends the pass."""


def without_pause(seconds: float) -> bool:
    """The pace of a pass that somebody waits for."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexerOptions:
    """``excluded`` folders are never looked into: the library's own, outputs. ``on_change`` hears of every session."""

    roots: Roots
    places: Places
    excluded: frozenset[Path] = frozenset()
    on_change: Callable[[Change], None] = lambda change: None
    forget: Forget = lambda session, names: None
    now_ns: Callable[[], int] = time.time_ns


class Indexer:
    """Blocks; any thread may call. Passes may overlap: one folder is visited at a time. What it cannot read it says,
    and goes on."""

    def __init__(self, catalogue: Catalogue, options: IndexerOptions) -> None:
        self._catalogue = catalogue
        self._options = options
        self._visiting = threading.Lock()
        self._reconciler = Reconciler(catalogue=catalogue, places=options.places, forget=options.forget)

    def catch_up(self, go_on: GoOn = without_pause) -> Report:
        """Read the folders whose time is not that of their checkpoint, and those that are new."""
        return self._pass(self._touched, go_on)

    def check_all(self, go_on: GoOn = without_pause) -> Report:
        """Compare every name, size and time of every folder: what was replaced in place is seen only so."""
        return self._pass(lambda root, known, report: known.values(), go_on)

    def look(self, root: Root, path: str) -> Report:
        """Read one folder, and what lies below it if that is new."""
        return self._pass(
            lambda one, known, report: [known.get(path, _never(path))] if one.name == root.name else [], without_pause
        )

    def away(self) -> list[str]:
        """The roots that are not there now."""
        report = Report()
        for root in self._options.roots:
            with self._catalogue.reading() as connection:
                known = load_checkpoints(connection, root.name)
            self._is_away(root, known, report)
        return report.away

    def touch(self, folder: Path, names: Collection[str]) -> Change | None:
        """Look at these pictures of a folder, or at the whole of it where something else changed, or nothing is named.

        What changed among the pictures; ``None`` where the whole folder was read, or is not shown at all.
        """
        place = self._place(folder)
        if place is None:
            return None
        root, path = place
        change = None
        if names and all(is_picture(name) for name in names) and folder.is_dir():
            with self._visiting:
                change = self._reconciler.touch(root, path, names)
        if change is None:
            self.look(root, path)
        elif change.pictures:
            self._options.on_change(change)
        return change

    def _place(self, folder: Path) -> tuple[Root, str] | None:
        """The innermost root that holds a folder, and the folder's path in it."""
        around = {folder, *folder.parents}
        if around & self._options.excluded:
            return None
        holding = [root for root in self._options.roots if root.path in around]
        if not holding:
            return None
        root = max(holding, key=lambda root: len(root.path.parts))
        path = folder.relative_to(root.path)
        hidden = any(part.startswith(".") for part in path.parts)
        is_input = path.name == _INPUTS and (folder.parent / MANIFEST).exists()
        return None if hidden or is_input else (root, path.as_posix())

    def _pass(
        self, chosen: Callable[[Root, dict[str, Checkpoint], Report], Iterable[Checkpoint]], go_on: GoOn
    ) -> Report:
        report, began = Report(), time.monotonic()
        with self._catalogue.writing() as connection:
            writing.keep_roots(connection, [root.name for root in self._options.roots])
        for root in self._options.roots:
            with self._catalogue.reading() as connection:
                known = load_checkpoints(connection, root.name)
            if self._is_away(root, known, report):
                continue
            visit = _Visit(root, known, report)
            visit.add(chosen(root, known, report))
            if "." not in known:
                visit.add([_never(".")])
            if not self._work_off(visit, go_on):
                report.stopped = True
                break
        report.seconds = time.monotonic() - began
        return report

    def _touched(self, root: Root, known: dict[str, Checkpoint], report: Report) -> Iterator[Checkpoint]:
        base = str(root.path)
        for checkpoint in known.values():
            report.folders += 1
            try:
                if stamp_of(f"{base}/{checkpoint.path}") != checkpoint.stamp:
                    yield checkpoint
            except OSError:  # gone, or closed to us: the visit finds out which
                yield checkpoint

    def _work_off(self, visit: _Visit, go_on: GoOn) -> bool:
        while (checkpoint := visit.next()) is not None:
            began = time.monotonic()
            with self._visiting:
                self._visit(visit, checkpoint)
            if not go_on(time.monotonic() - began):
                return False
        return True

    def _visit(self, visit: _Visit, checkpoint: Checkpoint) -> None:
        root, path = visit.root, checkpoint.path
        folder = root.folder(path)
        now_ns = self._options.now_ns()
        try:
            seen = listing(folder)
        except (FileNotFoundError, NotADirectoryError):
            self._gone(visit, path)
            return
        except OSError as error:
            visit.report.trouble[folder] = error.strerror or str(error)
            return
        visit.report.read += 1
        if passed_over := unnamed(seen):
            visit.report.trouble[folder] = passed_over
        self._note_below(visit, path, seen)
        if path in visit.known and seen.digest == checkpoint.digest:
            if seen.stamp != checkpoint.stamp:
                with self._catalogue.writing() as connection:
                    restamp(connection, root.name, path, seen, now_ns)
            return
        change = self._reconciler.reconcile(root, path, seen, now_ns)
        if change is not None:
            self._tell(visit, change)

    def _note_below(self, visit: _Visit, path: str, seen: Listing) -> None:
        """Folders that are new here, before this one counts as read: a pass that breaks off loses none of them."""
        new = list(self._new_below(visit, path, seen))
        if new:
            with self._catalogue.writing() as connection:
                note_folders(connection, visit.root.name, [below.path for below in new])
            visit.known |= {below.path: below for below in new}
            visit.add(new)

    def _new_below(self, visit: _Visit, path: str, seen: Listing) -> Iterator[Checkpoint]:
        inside = self._options.roots.inside(visit.root) | self._options.excluded
        for name in seen.folders:
            below = name if path == "." else f"{path}/{name}"
            is_input = seen.has_manifest and name == _INPUTS
            if below not in visit.known and not is_input and visit.root.folder(below) not in inside:
                yield _never(below)

    def _gone(self, visit: _Visit, path: str) -> None:
        """With everything below it: a folder may have become a link."""
        for below in [path, *(other for other in visit.known if other.startswith(f"{path}/"))]:
            if below in visit.known:
                change = self._reconciler.drop(visit.root, below, None, self._options.now_ns())
                del visit.known[below]
                if change is not None:
                    self._tell(visit, change)

    def _tell(self, visit: _Visit, change: Change) -> None:
        visit.report.count(change)
        self._options.on_change(change)

    def _is_away(self, root: Root, known: dict[str, Checkpoint], report: Report) -> bool:
        """Whether the root is not there now: a drive that is not plugged in must not empty the catalogue."""
        try:
            with os.scandir(root.path) as entries:
                there = next(entries, None) is not None
        except OSError as error:
            if root.ours and not known:  # nobody has dreamt here yet
                return True
            report.away.append(root.name)
            _log.info("%s is not there: %s. What is known of it is kept.", root.path, error.strerror or error)
            return True
        if not there and any(checkpoint.images for checkpoint in known.values()):
            report.away.append(root.name)
            _log.info("%s is empty, as if it were not mounted. `dreamwindow library prune` forgets it.", root.path)
            return True
        return False


class _Visit:
    """One root's pass: folders to look at, the newest first."""

    def __init__(self, root: Root, known: dict[str, Checkpoint], report: Report) -> None:
        self.root = root
        self.known = known
        self.report = report
        self._queue: list[tuple[int, str, Checkpoint]] = []
        self._queued: set[str] = set()

    def add(self, checkpoints: Iterable[Checkpoint]) -> None:
        for checkpoint in checkpoints:
            if checkpoint.path not in self._queued:
                self._queued.add(checkpoint.path)
                heapq.heappush(self._queue, (-self._age(checkpoint), checkpoint.path, checkpoint))

    def next(self) -> Checkpoint | None:
        return heapq.heappop(self._queue)[2] if self._queue else None

    def _age(self, checkpoint: Checkpoint) -> int:
        if checkpoint.newest_ns:
            return checkpoint.newest_ns
        try:
            return stamp_of(f"{self.root.path}/{checkpoint.path}").mtime_ns
        except OSError:
            return 0


def _never(path: str) -> Checkpoint:
    """Of a folder that was never read."""
    return Checkpoint(path, UNSETTLED, 0, 0, "")
