"""Backoff: how long to wait before what failed is tried again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Backoff:
    """``first_s``, twice that, and so on up to ``most_s``; from the beginning again after a success."""

    first_s: float = 1.0
    most_s: float = 30.0
    failures: int = 0

    def failed(self) -> float:
        """It failed once more: seconds to wait."""
        wait_s = min(self.most_s, self.first_s * 2.0 ** min(self.failures, 30))
        self.failures += 1
        return wait_s

    def succeeded(self) -> None:
        """It works."""
        self.failures = 0
