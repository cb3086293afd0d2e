"""Retention: dreams and live takes stay within a budget of disk. Pictures go, the oldest first; recipes stay."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from dreamwindow.errors import DreamWindowError
from dreamwindow.files import DISK, Disk
from dreamwindow.files.exclusive import exclusive
from dreamwindow.model.session import SessionManifest
from dreamwindow.sessions.annotations import Annotations
from dreamwindow.sessions.pictures import recorded_pictures
from dreamwindow.sessions.reader import MANIFEST, read_manifest

_log = logging.getLogger(__name__)
Older = Literal["keep", "thin"]
KINDS = ("dream", "live")
"""Sessions that are of the budget; an experiment's pictures are somebody's results."""
KEEP_NEWEST = 1_000
"""Pictures of the running session that stay: what looks back, goes on or marks a favourite needs them."""
_AT_ONCE = 100
"""Pictures that are removed while whoever wants to mark one waits."""
_EASE = 0.01
"""Share of the budget that is made free beyond what must be, so that the next minutes need no more."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """What went: how many ``pictures`` of which ``sessions``, and ``freed`` bytes.

    ``over`` are bytes beyond the budget that may not go: favourites, clips, and what still runs. ``outside`` are bytes
    of sessions that began without a budget and are left alone.
    """

    pictures: int = 0
    freed: int = 0
    sessions: tuple[str, ...] = ()
    over: int = 0
    outside: int = 0

    def __str__(self) -> str:
        some = ", ".join(self.sessions[:3]) + (", …" if len(self.sessions) > 3 else "")
        return f"{self.pictures} pictures ({self.freed / 1e6:.1f} MB) of {some} went; their recipes stay"


@dataclass(frozen=True, slots=True)
class _Held:
    """A session of the budget as it was last looked at: its folder's time of change, and what lies in it."""

    changed_ns: int
    began: datetime
    ended: bool
    bytes: int
    budgeted: bool


class Retention:
    """Over one folder of sessions. Blocks; for one thread at a time.

    A session that began without a budget is left alone and does not count, unless ``older`` is ``thin``: whoever kept
    pictures for years did not ask for an end to them when a new version came.

    Favourites and pictures that a person rated or tagged never go, nor clips, nor anything of a session that another
    process is writing. Each picture goes by itself: a crash in between leaves what was not reached. Nothing has to be
    noted down, since the recipes name every picture that there was, and `dreamwindow replay` makes it again.
    """

    def __init__(self, sessions_dir: Path, max_bytes: int, *, older: Older = "keep", disk: Disk = DISK) -> None:
        self._sessions_dir = sessions_dir
        self._max_bytes = max_bytes
        self._older = older
        self._disk = disk
        self._known: dict[Path, _Held] = {}

    def keep_within(self, running: Path | None = None) -> LetGo:
        """Let pictures go until the budget holds; ``running`` is our own session, which comes last.

        What cannot be read or removed is passed over and logged.
        """
        self._look()
        total = sum(held.bytes for held in self._known.values() if held.budgeted)
        outside = sum(held.bytes for held in self._known.values() if not held.budgeted)
        if total <= self._max_bytes:
            return LetGo(outside=outside)
        wanted = total - round(self._max_bytes * (1 - _EASE))
        pictures, freed, sessions = 0, 0, []
        for folder in self._oldest_first(running):
            went = self._thin(folder, wanted - freed, KEEP_NEWEST if folder == running else 0)
            if went:
                sessions.append(folder.name)
            pictures, freed = pictures + len(went), freed + sum(went)
            if freed >= wanted:
                break
        return LetGo(pictures, freed, tuple(sessions), max(0, total - freed - self._max_bytes), outside)

    def _look(self) -> None:
        """Look at what changed since the last time."""
        there: dict[Path, _Held] = {}
        try:
            folders = [Path(entry.path) for entry in _inside(self._sessions_dir) if entry.is_dir(follow_symlinks=False)]
        except OSError as error:
            _log.warning("%s cannot be looked at: %s", self._sessions_dir, error)
            folders = []
        for folder in folders:
            try:
                held = self._held(folder)
            except (OSError, DreamWindowError, ValueError) as error:
                _log.debug("%s is left alone: %s", folder, error)
                continue
            if held is not None:
                there[folder] = held
        self._known = there

    def _held(self, folder: Path) -> _Held | None:
        """``None`` for what is not of the budget."""
        changed_ns = folder.stat().st_mtime_ns
        known = self._known.get(folder)
        if known is not None and known.changed_ns == changed_ns:
            return known
        if not (folder / MANIFEST).is_file():
            return None
        manifest = read_manifest(folder)
        if manifest.kind not in KINDS:
            return None
        budgeted = self._older == "thin" or manifest.budget_gb is not None
        return _Held(changed_ns, _began(manifest), manifest.status != "running", _bytes_in(folder), budgeted)

    def _oldest_first(self, running: Path | None) -> Iterator[Path]:
        """Whose pictures may go; our own session's after all others'."""
        held_of = self._known.items()
        over = [folder for folder, held in held_of if held.ended and held.budgeted and folder != running]
        yield from sorted(over, key=lambda folder: (self._known[folder].began, folder.name))
        if running in self._known:
            yield running

    def _thin(self, folder: Path, wanted: int, keep_newest: int) -> list[int]:
        """Remove pictures, the oldest first, until ``wanted`` bytes are free; the size of each that went."""
        went: list[int] = []
        try:
            with closing(self._going(folder, keep_newest)) as going:
                for size in going:
                    went.append(size)
                    if sum(went) >= wanted:
                        break
        except (OSError, DreamWindowError) as error:
            _log.warning("Pictures of %s could not be let go: %s", folder.name, error)
        return went

    def _going(self, folder: Path, keep_newest: int) -> Generator[int]:
        """Remove one unmarked picture after the other, the oldest first; the size of each that went.

        Nobody can mark one between our look at the marks and its end: who wants to waits, a few at a time.
        """
        pictures = sorted(recorded_pictures(folder), key=lambda picture: picture[0])
        may_go = [entry for _, entry in pictures[: max(0, len(pictures) - keep_newest)]]
        for at in range(0, len(may_go), _AT_ONCE):
            with exclusive(folder, disk=self._disk):
                marked = {name for name, said in Annotations(folder).read().items() if not said.is_empty}
                for entry in may_go[at : at + _AT_ONCE]:
                    if entry.name not in marked:
                        size = entry.stat(follow_symlinks=False).st_size
                        self._disk.unlink(Path(entry.path))
                        yield size


def _began(manifest: SessionManifest) -> datetime:
    """Raises `ValueError`."""
    return datetime.fromisoformat(manifest.started_at).astimezone()


def _bytes_in(folder: Path) -> int:
    total = 0
    for entry in _inside(folder):
        if entry.is_dir(follow_symlinks=False):
            total += _bytes_in(Path(entry.path))
        else:
            with suppress(FileNotFoundError):  # written aside a moment ago, and in its place by now
                total += entry.stat(follow_symlinks=False).st_size
    return total


def _inside(folder: Path) -> list[os.DirEntry[str]]:
    """Raises `OSError`; a folder that is not there holds nothing."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
