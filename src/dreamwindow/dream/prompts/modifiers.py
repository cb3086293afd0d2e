"""Modifiers: what is added to a theme's words, of the hour and by chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

HOURS = (
    (0, "at night"), (5, "at dawn"), (8, "in the morning"), (11, "in bright daylight"), (16, "at golden hour"),
    (18, "at dusk"), (21, "at night"),
)  # fmt: skip
"""From which hour on."""
_NAMED = re.compile(
    r"\b(dawn|sunrise|daybreak|morning|noon|midday|daylight|afternoon|golden hour|sunset|sundown|dusk|twilight|evening"
    r"|night|midnight)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifiers:
    """``wall_time``, if given, adds the time of day; one of ``picks`` is drawn for each turn by ``seed``."""

    wall_time: Callable[[], datetime] | None = None
    picks: tuple[str, ...] = ()
    seed: int = 0

    def added_to(self, prompt: str, turn: int) -> str:
        """``prompt`` with what goes with it in this turn."""
        return ", ".join([prompt, *self._hour(prompt), *self._pick(turn)])

    def _hour(self, prompt: str) -> list[str]:
        """A theme that names a time of day keeps it."""
        if self.wall_time is None or _NAMED.search(prompt):
            return []
        return [time_of_day(self.wall_time())]

    def _pick(self, turn: int) -> list[str]:
        return [random.Random(f"{self.seed}:pick:{turn}").choice(self.picks)] if self.picks else []


def time_of_day(now: datetime) -> str:
    """The words of an hour: ``at dusk``."""
    return next(words for hour, words in reversed(HOURS) if now.hour >= hour)
