"""The guard beside the dream: what the probes see pauses it, and what they no longer see lets it go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from dreamwindow.compose.audience import Audience
from dreamwindow.compose.probes import ATTENTION, CPU, probe_options, rests_alone, switched_off
from dreamwindow.compose.renewed import Renewed
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.contracts.probe import Probe, ProbeOptions
from dreamwindow.flow.alongside import alongside
from dreamwindow.flow.fanout import Fanout
from dreamwindow.flow.notify import Notifier
from dreamwindow.guard import registry
from dreamwindow.guard.monitor import SystemMonitor, Watch
from dreamwindow.guard.thrift import FULL, Slowing
from dreamwindow.model.status import Status

REST_S = 60.0
"""How long the dream rests for the processors' sake before it tries again."""


class Guarded(Protocol):
    """The act, as far as the guard knows it."""

    fanout: Fanout
    changed: Notifier

    @property
    def engine_info(self) -> EngineInfo | None:
        """The engine in use."""
        ...

    @property
    def session_folder(self) -> Path | None:
        """Another one, another run."""
        ...

    def status(self) -> Status:
        """What is said of the run."""
        ...

    def pause(self, reason: str) -> None:
        """Hold back."""
        ...

    def resume(self, reason: str) -> None:
        """That reason is gone."""
        ...

    def slow_down(self, times: float, why: str) -> None:
        """Go so many times slower; 1 is full speed."""
        ...

    def seen(self, reasons: Sequence[str]) -> None:
        """These hold now, whether there is a dream to pause or not."""
        ...


@asynccontextmanager
async def guarding(act: Guarded, loaded: Loaded, frames: int | None, clock: Clock) -> AsyncIterator[None]:
    """Pause and resume ``act`` by what is seen, as long as the block runs; nothing where the config says so.

    ``frames`` is how many were asked for, if a number was.
    """
    config, audience = loaded.config.game_detection, Audience(act.fanout, clock)
    if not config.enabled:
        yield
        return
    without = {*switched_off(config), *(() if rests_alone(loaded, frames) else (ATTENTION,))}
    watches = await asyncio.to_thread(_watches, act, loaded, audience, without)
    async with SystemMonitor(watches, config.check_interval_s, clock, act.changed.notify) as monitor:
        deliveries = _Deliveries(act, monitor, audience)
        async with alongside(deliveries.run(), name="guard", end=deliveries.end):
            yield


def _watches(act: Guarded, loaded: Loaded, audience: Audience, without: Collection[str]) -> list[Watch]:
    """Whoever comes to look is not kept waiting; processors that are free while we rest are no sign that we may go."""

    def options(engine: EngineInfo | None) -> ProbeOptions:
        return probe_options(loaded, engine, audience)

    def renewed(name: str, probe: Probe) -> Renewed:
        return Renewed(probe, lambda engine: registry.make(name, options(engine)), lambda: act.engine_info)

    probes = registry.create(options(act.engine_info), without)
    after_s = {ATTENTION: 0.0, CPU: max(REST_S, loaded.config.game_detection.resume_after_s)}
    default_s = loaded.config.game_detection.resume_after_s
    return [Watch(name, renewed(name, probe), after_s.get(name, default_s)) for name, probe in probes.items()]


class _Deliveries:
    """Tells the act which reasons came and went. A person who resumes by hand is not overruled: each comes once a run.

    A run's first picture is made whatever is seen, so that there is something on show.
    """

    def __init__(self, act: Guarded, monitor: SystemMonitor, audience: Audience) -> None:
        self._act = act
        self._monitor = monitor
        self._audience = audience
        self._run: Path | None = None
        self._told: tuple[str, ...] = ()
        self._slowing: Slowing = FULL
        self._over = False

    async def run(self) -> None:
        """Until it is ended."""
        with self._act.changed.subscribe() as changed:
            while not self._over:
                self._attend()
                self._deliver()
                await changed.get()

    async def end(self) -> None:
        """Let `run` return."""
        self._over = True
        self._act.changed.notify()

    def _attend(self) -> None:
        if self._act.session_folder != self._run:
            self._run, self._told, self._slowing = self._act.session_folder, (), FULL
            self._audience.attend()
        if self._audience.changed():
            self._monitor.look_again(ATTENTION)

    def _deliver(self) -> None:
        self._act.seen(self._monitor.reasons)
        if self._act.status().status in ("starting", "stopped"):
            return
        reasons = self._monitor.reasons
        for reason in reasons:
            if reason not in self._told:
                self._act.pause(reason)
        for reason in self._told:
            if reason not in reasons:
                self._act.resume(reason)
        self._told = reasons
        self._slow_down()

    def _slow_down(self) -> None:
        slowing = self._monitor.slowing
        if slowing != self._slowing:
            self._slowing = slowing
            self._act.slow_down(slowing.times, slowing.why)
