"""A way to break git off: what it does now is ended, helpers and all, and nothing more is begun."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.ending import end_tree
from dreamwindow.runtime.tree import ProcessTree

_GRACE_S = 1.0
_AGAIN_S = 0.05


class Interruption:
    """Once and for good. `ask` may be called in a signal handler: it takes no lock, and returns at once."""

    def __init__(self) -> None:
        self._running: dict[str, threading.Event] = {}
        self._asked = False

    def ask(self) -> None:
        """End whatever git runs."""
        self._asked = True
        for marker, ended in list(self._running.items()):
            threading.Thread(target=_end, args=(marker, ended), name="git's end", daemon=True).start()

    @contextmanager
    def during(self, marker: str) -> Iterator[None]:
        """Around one command whose processes have ``marker`` in their environment.

        Raises `GitManagerError` before it, where it is not to begin, and after it, where it was broken off.
        """
        self._running[marker] = ended = threading.Event()
        try:
            self._check()
            yield
        finally:
            ended.set()
            del self._running[marker]
        self._check()

    def _check(self) -> None:
        if self._asked:
            raise GitManagerError("git was interrupted.", "Nothing half is left of what it did.")


def _end(marker: str, ended: threading.Event) -> None:
    """Until the command is over: it may be about to begin."""
    while not ended.is_set():
        end_tree(ProcessTree(None, marker), _GRACE_S)
        ended.wait(_AGAIN_S)
