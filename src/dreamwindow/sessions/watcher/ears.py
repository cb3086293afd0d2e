"""Ears: one root, listened to by events or by polling."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from dreamwindow.sessions.watcher.changes import matters
from dreamwindow.sessions.watcher.native import NativeWatch
from dreamwindow.sessions.watcher.polling import FolderPoll
from dreamwindow.sessions.watcher.settling import Settling

_log = logging.getLogger(__name__)


class Mode(Enum):
    """How a root is watched."""

    NATIVE = "native"
    POLLING = "polling"


class Ears:
    """What is heard of ``root`` goes into ``settling``, and ``wake`` is called, from any thread. Blocks.

    Events are believed as long as a look at the folders' times, now and then, finds nothing that they kept quiet about:
    what was missed then is told, and if it is missed twice the root is polled from there on.
    """

    def __init__(
        self,
        root: Path,
        mode: Mode,
        settling: Settling,
        wake: Callable[[], object],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.root = root
        self.mode = mode
        self._settling = settling
        self._wake = wake
        self._poll = FolderPoll(root, monotonic=monotonic)
        self._native: NativeWatch | None = None
        self._lock = threading.Lock()
        self._heard: set[Path] = set()
        self._kept_quiet: set[Path] = set()

    def open(self) -> None:
        """Begin to listen; where there are no events, or too few to be had, by polling."""
        if self.mode is Mode.NATIVE:
            native = NativeWatch(self.root, self._hear)
            try:
                native.start()
                self._native = native
            except OSError as error:
                native.stop()
                self._go_deaf(f"the system does not watch it ({error.strerror or error})")
        self._poll.poll()

    def close(self) -> None:
        """Hear no more."""
        if self._native is not None:
            self._native.stop()
            self._native = None

    def look(self) -> None:
        """Compare the folders' times with those of the last look, and tell of what events did not."""
        with self._lock:
            before, self._heard = self._heard, set()
        polled = self._poll.poll()
        with self._lock:  # what is heard meanwhile counts now and at the next look: its folder may have been passed by
            heard = before | self._heard
        missed = {folder for folder in polled.folders if folder not in heard}
        if self._native is not None and self._kept_quiet - heard:
            self.close()
            self._go_deaf("changes there come without events")
        self._kept_quiet = missed
        whole = missed | set(polled.quiet if self.mode is Mode.POLLING else ())
        if whole:
            self._settling.note([path for path in polled.files if path.parent in missed], whole)
            self._wake()

    def _hear(self, path: Path, is_folder: bool) -> None:
        with self._lock:
            self._heard.add(path.parent)
        if is_folder:
            self._settling.note([], [path])
        elif matters(path.name):
            self._settling.note([path])
        else:
            return
        self._wake()

    def _go_deaf(self, why: str) -> None:
        self.mode = Mode.POLLING
        _log.info("%s is polled: %s", self.root, why)
