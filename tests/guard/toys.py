"""Probes that say what they are told to."""

from __future__ import annotations

from dreamwindow.contracts.probe import Reading


class Toy:
    """Gives ``reason`` until it is changed, or raises ``error``; counts the looks."""

    def __init__(self, reason: str | None = None) -> None:
        self.reason = reason
        self.error: Exception | None = None
        self.looks = 0
        self.closed = 0

    def read(self) -> Reading:
        self.looks += 1
        if self.error is not None:
            raise self.error
        return Reading("as told", self.reason)

    def close(self) -> None:
        self.closed += 1
