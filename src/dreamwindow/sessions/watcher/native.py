"""Native events, through watchdog: inotify, FSEvents, ReadDirectoryChangesW."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_STOP_S = 5.0
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
"""*Created* only begins the wait: it may be the first of ten writes, or all that is said of a file renamed hither."""
if sys.platform != "linux":  # which alone says when a file was closed
    _EVENTS.append(FileModifiedEvent)

Hear = Callable[[Path, bool], None]
"""Called on watchdog's thread with what changed, and whether it is a folder."""


class NativeWatch:
    """Everything below ``root``. `start` raises `OSError` where the system does not watch so much, or not there."""

    def __init__(self, root: Path, hear: Hear) -> None:
        self._root = root
        self._handler = _Handler(hear)
        self._observer = Observer()

    def start(self) -> None:
        """Blocks for as long as it takes to look into every folder."""
        self._observer.schedule(self._handler, str(self._root), recursive=True, event_filter=_EVENTS)
        self._observer.start()

    def stop(self) -> None:
        """Blocks until no more is heard."""
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join(_STOP_S)


class _Handler(FileSystemEventHandler):
    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._hear(Path(os.fsdecode(path)), event.is_directory)
