"""Whether anybody looks at the dream, and for how long nobody has."""

from __future__ import annotations

from dreamwindow.contracts.clock import Clock
from dreamwindow.flow.fanout import Fanout


class Audience:
    """Those who watch the fan-out, and those who take a look now and then."""

    def __init__(self, fanout: Fanout, clock: Clock) -> None:
        self._fanout = fanout
        self._clock = clock
        self._looks = fanout.looks
        self._since = clock.monotonic()

    def attend(self) -> None:
        """Being alone begins now at the earliest: a run began, say."""
        self._since = self._clock.monotonic()

    def changed(self) -> bool:
        """Whether somebody came, looked or left since this was last asked."""
        before, self._looks = self._looks, self._fanout.looks
        if before == self._looks:
            return False
        self.attend()
        return True

    def alone_for_s(self) -> float | None:
        """Seconds for which nobody has looked; ``None`` while somebody watches. From any thread."""
        return None if self._fanout.watchers else self._clock.monotonic() - self._since
