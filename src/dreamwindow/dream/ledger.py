"""Ledger: folds what happened into what can be said about it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dreamwindow.contracts.clock import Clock
from dreamwindow.model import events as ev
from dreamwindow.model.status import RunState, Status

FPS_WINDOW_S = 4.0
STARVED_S = 1.0
"""A buffer may be empty for this long before the status says so: a slow engine's always is, in between."""


class Ledger:
    """One for an act. `apply` takes every event; `status` is what ``status.json`` says at that moment."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.monotonic()
        self._status = Status(status="stopped")
        self._updated: datetime = clock.now()
        self._shown: deque[float] = deque()
        self._starved_since: float | None = None
        self._reasons: list[str] = []
        self._trouble: str | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is paused, one by one."""
        return tuple(self._reasons)

    def describe(self, **known: str | float | None) -> None:
        """Set what no event tells: ``session_id``, ``engine``, ``model``, ``current_mode``, ``current_prompt``, …"""
        self._status = replace(self._status, **known)  # type: ignore[arg-type]
        self._updated = self._clock.now()

    def begin(self) -> None:
        """A run is about to start."""
        self._status = replace(self._status, status="starting", error=None)
        self._updated = self._clock.now()

    def trouble(self, error: str | None) -> None:
        """Something beside the engine is not well, a full disk say; ``None`` when it is mended.

        Said as long as it lasts, whatever state the dream is in; an error of the engine goes first.
        """
        self._trouble = error
        self._updated = self._clock.now()

    def apply(self, event: ev.Event) -> None:
        """Take one event in."""
        fold = _FOLDS.get(type(event))
        if fold is not None:
            fold(self, event)
            self._updated = self._clock.now()

    def status(self) -> Status:
        """The status now."""
        now = self._clock.monotonic()
        while self._shown and now - self._shown[0] > FPS_WINDOW_S:
            self._shown.popleft()
        seconds = now - self._shown[0] if self._shown else 0.0
        return replace(
            self._status,
            status=self._state(now),
            uptime_hours=round((now - self._began) / 3600, 5),
            fps=round((len(self._shown) - 1) / seconds, 2) if len(self._shown) > 1 and seconds > 0 else None,
            paused=bool(self._reasons),
            pause_reason=", ".join(self._reasons) or None,
            error=self._status.error or self._trouble,
            last_update=self._updated.isoformat(timespec="milliseconds"),
        )

    def _state(self, now: float) -> RunState:
        if self._status.status in ("stopped", "error"):
            return self._status.status
        if self._reasons:
            return "paused"
        if self._status.status == "starting":
            return "starting"
        starved = self._starved_since is not None and now - self._starved_since > STARVED_S
        return "buffering" if starved else "live"

    def _started(self, event: ev.Started) -> None:
        self._shown.clear()
        self._starved_since = None
        self._status = replace(
            self._status, status="starting", error=None, frame_number=0, slowed=None, slow_reason=None,
        )  # fmt: skip

    def _frame_shown(self, event: ev.FrameShown) -> None:
        self._shown.append(self._clock.monotonic())
        self._starved_since = None
        state: RunState = "live" if self._status.status == "starting" else self._status.status
        self._status = replace(
            self._status,
            status=state,
            frame_number=event.number,
            buffer_frames=event.buffered,
            buffer_seconds=round(event.buffered_s, 2),
        )

    def _frame_made(self, event: ev.FrameMade) -> None:
        if self._status.status == "error":
            self._status = replace(self._status, status="live", error=None)
        if event.keyframe:
            self._status = replace(self._status, generation_time=round(event.generation_time_s, 4))

    def _failed(self, event: ev.SegmentFailed) -> None:
        self._status = replace(self._status, status="error", error=event.error, progress=None)

    def _progressed(self, event: ev.Progressed) -> None:
        self._status = replace(self._status, progress=round(event.fraction, 2))

    def _no_longer_at_work(self, event: ev.RecipeUsed | ev.SegmentCancelled) -> None:
        if self._status.progress is not None:
            self._status = replace(self._status, progress=None)

    def _engine_taken(self, event: ev.EngineTaken) -> None:
        self._status = replace(self._status, engine=event.engine, model=event.model, generation_time=None)

    def _paused(self, event: ev.PauseRequested) -> None:
        if event.reason not in self._reasons:
            self._reasons.append(event.reason)

    def _resumed(self, event: ev.ResumeRequested) -> None:
        self._reasons = [r for r in self._reasons if event.reason is not None and r != event.reason]
        self._starved_since = None

    def _slowed(self, event: ev.SlowdownRequested) -> None:
        slowed = event.times > 1
        self._status = replace(
            self._status, slowed=event.times if slowed else None, slow_reason=event.why if slowed else None
        )

    def _buffering(self, event: ev.Buffering) -> None:
        self._starved_since = self._clock.monotonic()

    def _health(self, event: ev.HealthTaken) -> None:
        drift = None if event.colour_drift is None else round(event.colour_drift, 2)
        self._status = replace(self._status, collapse_score=event.collapse_score, colour_drift=drift)

    def _let_go(self, event: ev.PicturesLetGo) -> None:
        self._status = replace(self._status, pictures_let_go=(self._status.pictures_let_go or 0) + event.pictures)

    def _remembered(self, event: ev.CacheAdded) -> None:
        self._status = replace(self._status, cache_size=event.size)

    def _recalled(self, event: ev.MemoryFound) -> None:
        self._status = replace(self._status, cache_hits=(self._status.cache_hits or 0) + 1)

    def _intervened(self, event: ev.Intervened) -> None:
        if event.remedy == "inject":
            self._status = replace(self._status, cache_injections=(self._status.cache_injections or 0) + 1)

    def _settings(self, event: ev.SettingsChanged) -> None:
        self._status = replace(self._status, current_mode=event.settings.mode, taste=event.settings.taste)

    def _words(self, event: ev.WordsChanged) -> None:
        self._status = replace(self._status, current_prompt=str(event.words))

    def _finished(self, event: ev.Finished) -> None:
        self._reasons.clear()
        self._status = replace(
            self._status, status="stopped", error=event.error, progress=None, buffer_frames=0, buffer_seconds=0.0,
            slowed=None, slow_reason=None,
        )  # fmt: skip


_FOLDS: dict[type, Callable[..., None]] = {
    ev.Started: Ledger._started,
    ev.FrameShown: Ledger._frame_shown,
    ev.FrameMade: Ledger._frame_made,
    ev.SegmentFailed: Ledger._failed,
    ev.SegmentCancelled: Ledger._no_longer_at_work,
    ev.RecipeUsed: Ledger._no_longer_at_work,
    ev.Progressed: Ledger._progressed,
    ev.EngineTaken: Ledger._engine_taken,
    ev.PauseRequested: Ledger._paused,
    ev.ResumeRequested: Ledger._resumed,
    ev.SlowdownRequested: Ledger._slowed,
    ev.Buffering: Ledger._buffering,
    ev.SettingsChanged: Ledger._settings,
    ev.WordsChanged: Ledger._words,
    ev.Finished: Ledger._finished,
    ev.HealthTaken: Ledger._health,
    ev.CacheAdded: Ledger._remembered,
    ev.MemoryFound: Ledger._recalled,
    ev.Intervened: Ledger._intervened,
    ev.PicturesLetGo: Ledger._let_go,
}
