"""Studio: what is shown beside the dream, and what becomes of it: sources, recordings, sinks."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.library import thumbnails_of_ours
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.recordings import RecordingRules, Recordings
from dreamwindow.compose.sinks import SinkDesk, SinkPlaces
from dreamwindow.compose.sources import SourceDesk
from dreamwindow.compose.subjects import Subject, dream_subject, live_subject
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock
from dreamwindow.live.scene import DREAM, LIVE


class Studio:
    """Beside a dream and its live act; an asynchronous context manager that ends before they do."""

    def __init__(
        self, act: DreamAct, live: LiveAct, recordings: Recordings, sources: SourceDesk, places: SinkPlaces
    ) -> None:
        self.recordings = recordings
        self.sources = sources
        self.sinks = SinkDesk(self.subject, places)
        self._act = act
        self._live = live
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.sources)
            await stack.enter_async_context(self.recordings)
            await stack.enter_async_context(self.sinks)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    def subject(self, of: str, token: str | None = None) -> Subject:
        """What is meant: ``dream``, a source, or ``live`` and the token of a camera. Raises `UnknownName`."""
        if of == DREAM:
            return dream_subject(self._act)
        if of == LIVE:
            return live_subject(self._live, token or "")
        return self.sources.subject(of)


def studio_beside(act: DreamAct, live: LiveAct, loaded: Loaded, clock: Clock | None = None) -> Studio:
    """The studio that a config describes."""
    config = loaded.config
    rules = RecordingRules(
        sessions_dir=loaded.folder(config.system.sessions_dir),
        most=config.live.recordings,
        min_free_gb=config.recording.min_free_gb,
        budget_gb=config.recording.max_gb,
        on_picture=thumbnails_of_ours(loaded),
    )
    sources = SourceDesk(live, config.live.sources, loaded.base_dir, clock)
    places = SinkPlaces(config.live.sinks, loaded.base_dir, clock)
    return Studio(act, live, Recordings(rules, clock), sources, places)
