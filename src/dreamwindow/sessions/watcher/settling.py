"""Settling: names that were heard of wait here until what they name is whole."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.sessions.watcher.changes import Changed, is_picture
from dreamwindow.sessions.watcher.whole import is_whole

_State = tuple[int, int, int]
"""Size, time and inode."""
_REMEMBERED_S = 30.0


@dataclass(slots=True)
class _Candidate:
    """A file whose end has not come; ``since`` is when it was last seen to change."""

    state: _State | None
    since: float


class Settling:
    """Any thread may call, one at a time is inside.

    A picture is let go when its last bytes say that it is whole, or when it has not changed for ``patience_s``: whoever
    reads it then will find out what it is. One that was let go and has not changed since is not told twice.
    """

    def __init__(self, patience_s: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._patience_s = patience_s
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._waiting: dict[Path, _Candidate] = {}
        self._folders: set[Path] = set()
        self._told: dict[Path, tuple[_State, float]] = {}

    def note(self, paths: Iterable[Path], folders: Iterable[Path] = ()) -> None:
        """Somebody heard of these files, and of these folders as such."""
        now = self._monotonic()
        with self._lock:
            self._folders.update(folders)
            for path in paths:
                self._waiting.setdefault(path, _Candidate(None, now))

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting and not self._folders

    def settled(self, at_most: int) -> list[Changed]:
        """Look at up to so many that wait, the longest waiting first, and let go what is whole or gone. Blocks."""
        with self._lock:
            folders, self._folders = self._folders, set()
            looked_at = list(self._waiting)[:at_most]
        names: dict[Path, set[str]] = defaultdict(set)
        for folder in folders:
            names[folder].update()
        for path in looked_at:
            if self._lets_go(path):
                names[path.parent].add(path.name)
        self._forget_old()
        return [Changed(folder, frozenset(found)) for folder, found in names.items()]

    def _lets_go(self, path: Path) -> bool:
        """Whether to tell of it; those that go on waiting move to the end of the line."""
        with self._lock:
            candidate = self._waiting.pop(path)
        is_done = _is_done(path)
        now, state = self._monotonic(), _state(path)  # after its end was seen, which may have come just then
        if state is None:
            self._told.pop(path, None)
            return True
        if state != candidate.state:
            candidate.state, candidate.since = state, now
        if not (is_done or now - candidate.since >= self._patience_s):
            with self._lock:
                self._waiting.setdefault(path, candidate)
            return False
        told, self._told[path] = self._told.get(path), (state, now)
        return told is None or told[0] != state

    def _forget_old(self) -> None:
        oldest = self._monotonic() - _REMEMBERED_S
        if self._told and next(iter(self._told.values()))[1] < oldest:
            self._told = {path: told for path, told in self._told.items() if told[1] >= oldest}


def _state(path: Path) -> _State | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _is_done(path: Path) -> bool:
    """Manifests and annotations are renamed into place."""
    if not is_picture(path.name):
        return True
    try:
        return is_whole(path)
    except OSError:  # gone meanwhile, shorter than an end, or not for us to read
        return False
