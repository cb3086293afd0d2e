"""Polling: the times of folders, which change when a name in them comes, goes or is replaced."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.sessions.watcher.changes import matters

_RECENT_S = 60.0
"""A file younger than this may still be being written."""
_SETTLED_S = 2.0
"""So long a folder's time may stay what it is through several changes: 4 ms where a kernel ticks, 2 s on FAT."""


@dataclass(frozen=True, slots=True)
class Polled:
    """``folders`` that changed; ``files`` in them that are new enough to be unfinished; ``quiet`` folders, which
    changed lately and do so no more: what went from them is seen by looking at them whole."""

    folders: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    quiet: list[Path] = field(default_factory=list)


_State = tuple[int, int, int]
"""Size, time and inode."""
_GONE = (-1, -1, -1)
_QUIET = 2
"""Looks after which a folder that holds the same is quiet."""


@dataclass(slots=True)
class _Fresh:
    """What a folder held when its time was last seen to change, with the state of each file that is new enough.

    ``again`` counts how often it held the same since: at the next look, and when its time says all again.
    """

    since: float
    names: set[str] = field(default_factory=set)
    recent: dict[str, _State] = field(default_factory=dict)
    again: int = 0


class FolderPoll:
    """The folders below a root. Blocks; one thread at a time. The first `poll` learns them and tells of nothing.

    A poll costs one ``stat`` a folder. One that changed is compared by its names at the next poll, and after two
    seconds: another change may have left the same time. What is replaced in place, with its folder's time as it was,
    is not seen.
    """

    def __init__(
        self, root: Path, now: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.root = root
        self._now = now
        self._monotonic = monotonic
        self._times: dict[str, int] = {}
        self._fresh: dict[str, _Fresh] = {}
        self._has_learned = False

    def poll(self) -> Polled:
        """What changed since the last call."""
        polled = Polled()
        if not self._has_learned:
            self._has_learned = True
            self._learn(str(self.root))
            return polled
        if str(self.root) not in self._times and (seen := _time(str(self.root))) is not None:  # it is back
            self._times[str(self.root)] = seen
            self._look(str(self.root), polled)
        for folder, known in list(self._times.items()):
            seen = _time(folder)
            if seen == known:
                if folder in self._fresh:
                    self._look_again(folder, polled)
            elif seen is None:
                del self._times[folder]
                self._fresh.pop(folder, None)
                polled.folders.append(Path(folder))
            else:
                self._times[folder] = seen
                self._look(folder, polled)
        return polled

    def _learn(self, folder: str) -> None:
        waiting = [folder]
        while waiting:
            one = waiting.pop()
            if (seen := _time(one)) is not None:
                self._times[one] = seen
                waiting.extend(entry.path for entry in _entries(one) if _is_folder(entry))

    def _look(self, folder: str, polled: Polled) -> None:
        """Into a folder that changed, and into those below it that are new."""
        waiting = [folder]
        while waiting:
            one, fresh = waiting.pop(), _Fresh(self._monotonic())
            before, self._fresh[one] = self._fresh.get(one, _Fresh(fresh.since)), fresh
            polled.folders.append(Path(one))
            for entry in _entries(one):
                fresh.names.add(entry.name)
                if _is_folder(entry):
                    if entry.path not in self._times and (seen := _time(entry.path)) is not None:
                        self._times[entry.path] = seen
                        waiting.append(entry.path)
                elif matters(entry.name) and (entry.name in before.recent or entry.name not in before.names):
                    self._look_at(entry, before, fresh, polled)

    def _look_at(self, entry: os.DirEntry[str], before: _Fresh, fresh: _Fresh, polled: Polled) -> None:
        state = self._recent(entry)
        if state is None:
            return
        fresh.recent[entry.name] = state
        if state != before.recent.get(entry.name):
            polled.files.append(Path(entry.path))

    def _look_again(self, folder: str, polled: Polled) -> None:
        """Its time is the same: has it changed all the same, or is it quiet by now?"""
        fresh = self._fresh[folder]
        age_s = self._monotonic() - fresh.since
        if fresh.again == _QUIET:
            if age_s >= _RECENT_S:  # until then its names spare a look at each file
                del self._fresh[folder]
        elif fresh.again == 0 or age_s >= _SETTLED_S:
            if fresh.names != {entry.name for entry in _entries(folder)}:
                self._look(folder, polled)
                return
            fresh.again += 1
            if fresh.again == _QUIET:
                polled.quiet.append(Path(folder))

    def _recent(self, entry: os.DirEntry[str]) -> _State | None:
        """Its state, if it changed within the last minute."""
        try:
            status = entry.stat()
        except OSError:
            return _GONE  # somebody should know
        if max(status.st_mtime, status.st_ctime) < self._now() - _RECENT_S:
            return None
        return status.st_size, status.st_mtime_ns, status.st_ino


def _time(folder: str) -> int | None:
    try:
        return os.stat(folder, follow_symlinks=False).st_mtime_ns  # noqa: PTH116 - thousands a second
    except OSError:
        return None


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
    except OSError:
        return False
