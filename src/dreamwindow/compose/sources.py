"""Sources that the config declares: begun and ended, each a client of the live act of its own."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import replace
from pathlib import Path

from dreamwindow.compose.declared import DeclaredDesk
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.restyled import RestyledSource, SourceSeen
from dreamwindow.compose.subjects import Subject, live_subject
from dreamwindow.config.videos import SourceConfig
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.errors import UnknownName


class SourceDesk(DeclaredDesk[SourceSeen]):
    """See `DeclaredDesk`."""

    def __init__(
        self, live: LiveAct, declared: Sequence[SourceConfig], base_dir: Path, clock: Clock | None = None
    ) -> None:
        super().__init__("source", [SourceSeen(config) for config in declared])
        self._live = live
        self._base_dir = base_dir
        self._clock = clock or SystemClock()

    def start(self, name: str) -> SourceSeen:
        """Let it play; nothing happens if it does. Raises `UnknownName`."""
        seen = self.find(name)
        if seen.task is None:
            self._begin(seen)
        return seen

    def subject(self, name: str) -> Subject:
        """What it shows, to be recorded. Raises `UnknownName` for one that does not play."""
        client = self.find(name).client
        if client is None:
            raise UnknownName(f"{name} does not play.", f"POST /api/sources/{name}/start")
        return replace(live_subject(self._live, client.token), name=name)

    def _work(self, seen: SourceSeen) -> Coroutine[None, None, None]:
        work = RestyledSource(seen, self._live, self._base_dir, self._clock)
        return work.run()
