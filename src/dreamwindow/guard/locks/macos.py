"""What macOS says of this session, by Quartz. Written from Apple's documentation; never run there."""

from __future__ import annotations

from collections.abc import Callable

from dreamwindow.errors import ProbeUnavailable


class MacLock:
    """``ask`` gives ``CGSSessionScreenIsLocked``, or ``None`` where there is no session at a screen."""

    def __init__(self, ask: Callable[[], bool | None] | None = None) -> None:
        self._ask = ask or _ask_quartz

    def is_locked(self) -> bool:
        """Whether this session is. Raises `ProbeUnavailable`."""
        try:
            locked = self._ask()
        except OSError as error:
            raise ProbeUnavailable(f"macOS does not say whether the screen is locked: {error}.") from error
        if locked is None:
            raise ProbeUnavailable("This program does not belong to a session at a screen.")
        return locked

    def close(self) -> None:
        """Nothing is held."""


def _ask_quartz() -> bool | None:
    from dreamwindow.guard.quartz import SystemQuartz

    return SystemQuartz().is_locked()
