"""Probes that stay right when another engine dreams."""

from __future__ import annotations

from collections.abc import Callable

from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.contracts.probe import Probe, Reading


class Renewed:
    """``first``, until ``engine()`` is no longer what it was: then what ``make`` gives for that one, and so on."""

    def __init__(
        self, first: Probe, make: Callable[[EngineInfo | None], Probe], engine: Callable[[], EngineInfo | None]
    ) -> None:
        self._probe = first
        self._make = make
        self._engine = engine
        self._told = engine()

    def read(self) -> Reading:
        """See `Probe.read`. Raises what making it anew raises, too, and tries that again the next time."""
        engine = self._engine()
        if engine != self._told:
            renewed = self._make(engine)
            self._probe, before, self._told = renewed, self._probe, engine
            before.close()
        return self._probe.read()

    def close(self) -> None:
        """See `Probe.close`."""
        self._probe.close()
