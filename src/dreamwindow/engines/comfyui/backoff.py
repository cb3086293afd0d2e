"""Waiting longer each time, and never all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """``tries`` in all; before the second one a wait of about ``first_s``, then twice that, up to ``longest_s``."""

    tries: int = 4
    first_s: float = 0.1
    longest_s: float = 2.0

    def waits(self, random: Random) -> Iterator[float]:
        """Seconds to wait before each try after the first; each shortened by up to a half, by chance."""
        for n in range(self.tries - 1):
            yield min(self.longest_s, self.first_s * 2.0**n) * random.uniform(0.5, 1.0)
