"""A locked screen."""

from __future__ import annotations

import sys

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.guard.locks import Lock


class LockedScreen:
    """Holds back while the screen is locked."""

    def __init__(self, options: ProbeOptions, lock: Lock | None = None) -> None:
        self._lock = lock or lock_here()

    def read(self) -> Reading:
        """Whether it is locked."""
        locked = self._lock.is_locked()
        return Reading("locked" if locked else "not locked", "the screen is locked" if locked else None)

    def close(self) -> None:
        """Let go of who tells it."""
        self._lock.close()


def lock_here() -> Lock:
    """This system's."""
    if sys.platform == "win32":
        from dreamwindow.guard.locks.windows import WindowsLock

        return WindowsLock()
    if sys.platform == "darwin":
        from dreamwindow.guard.locks.macos import MacLock

        return MacLock()
    from dreamwindow.guard.locks.logind import Logind

    return Logind()
