"""Timeline: what is dreamed of when, from the beginning of a run."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from dreamwindow.dream.prompts.themes import Spoken, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """From ``at_s`` on it is ``theme``; ``None`` lets the rotation go on. The words slide there in ``over_s``."""

    at_s: float
    theme: Theme | None
    over_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order of time. Before the first one, the rotation speaks; the last one stays."""

    moments: tuple[Moment, ...] = ()

    def spoken(self, elapsed_s: float) -> Spoken | None:
        """What is spoken so many seconds after the beginning; ``None`` while the rotation speaks."""
        reached = bisect_right(self.moments, elapsed_s, key=lambda moment: moment.at_s)
        now = self.moments[reached - 1] if reached else None
        if now is None or now.theme is None:
            return None
        before = self.moments[reached - 2].theme if reached > 1 else None
        passed_s = elapsed_s - now.at_s
        return Spoken(now.theme, before, passed_s / now.over_s) if passed_s < now.over_s else Spoken(now.theme)
