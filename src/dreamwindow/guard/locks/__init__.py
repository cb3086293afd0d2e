"""Whether the screen is locked, each system's way."""

from __future__ import annotations

from typing import Protocol


class Lock(Protocol):
    """One system's way of telling."""

    def is_locked(self) -> bool:
        """Whether it is now. Raises `ProbeUnavailable` when that cannot be told."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...
