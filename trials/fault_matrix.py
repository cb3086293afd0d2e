"""Each fault of an engine in each mode: the dream is live again within five seconds of the fault's end, and said why.

The faults strike keyframes and the pictures between them alike. While one lasts the status has to say what is wrong;
afterwards it has to be *live* without an error, with new frames, none lost. In virtual time, and, if asked for, all
at once in real time. The control takes the retry out of the planner: every fault that fails a picture must then end
the dream.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.engine import Engine, EngineInfo, EngineOptions, Latent, LatentCodec, OnEvent
from dreamwindow.dream.ledger import Ledger
from dreamwindow.engines import registry
from dreamwindow.errors import EngineUnavailable, GenerationFailed, InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.status import Status
from tests.clock import run_virtually
from tests.dream.stage import Stage, dreaming, small
from trials.faults import MODES, RECOVERY_S, without_retry

BEFORE_S = 3.0
POLL_S = 0.1
SLOW_S = 3.0
"""What a picture takes while the engine is slow."""

Strike = Callable[["Engineering"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Fault:
    """``strike`` is awaited ahead of each picture while it lasts, for ``lasts_s``.

    ``fails``: pictures fail by it. ``silent``: nobody can tell why no picture comes, only that none does.
    """

    name: str
    lasts_s: float
    strike: Strike
    fails: bool = True
    silent: bool = False


@dataclass(slots=True)
class Engineering:
    """What a strike may look at: the time, when the fault is over, and how many pictures it has struck."""

    clock: Clock
    over_s: float = 0.0
    struck: int = 0


async def _gone(_: Engineering) -> None:
    raise EngineUnavailable("The engine is gone.")


async def _gone_once(at: Engineering) -> None:
    if at.struck == 1:
        raise EngineUnavailable("The engine was gone for a moment.")


async def _every_other(at: Engineering) -> None:
    if at.struck % 2:
        raise GenerationFailed("Not this picture.")


async def _refuses(_: Engineering) -> None:
    raise GenerationFailed("No picture at all.")


async def _misunderstands(_: Engineering) -> None:
    raise InvalidRecipe("The model is not there.")


async def _slow(at: Engineering) -> None:
    await at.clock.sleep(SLOW_S)


async def _hangs(at: Engineering) -> None:
    await at.clock.sleep(at.over_s - at.clock.monotonic())


async def _hangs_up(at: Engineering) -> None:
    await at.clock.sleep(at.over_s - at.clock.monotonic())
    raise EngineUnavailable("No answer.")


FAULTS = (
    Fault("gone", 10.0, _gone),
    Fault("gone for an hour", 3600.0, _gone),
    Fault("gone for one picture", 10.0, _gone_once),
    Fault("fails every other picture", 10.0, _every_other),
    Fault("refuses every picture", 10.0, _refuses),
    Fault("has lost its model", 10.0, _misunderstands),
    Fault("slow", 10.0, _slow, fails=False, silent=True),
    Fault("hangs, then answers", 10.0, _hangs, fails=False, silent=True),
    Fault("hangs, then fails", 10.0, _hangs_up, silent=True),
)


class Faulty:
    """The embedded engine, struck by ``fault`` from `begin` on."""

    def __init__(self, fault: Fault, clock: Clock) -> None:
        self._inner: Engine = registry.create("procedural", EngineOptions())
        self._fault = fault
        self._at = Engineering(clock)

    @property
    def info(self) -> EngineInfo:
        """The embedded engine's."""
        return self._inner.info

    @property
    def struck(self) -> int:
        """Pictures that the fault met."""
        return self._at.struck

    def begin(self) -> None:
        """From now on, for as long as the fault lasts."""
        self._at.over_s = self._at.clock.monotonic() + self._fault.lasts_s

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._inner.__aexit__(kind, error, trace)

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """As the embedded engine, unless struck."""
        await self._weather()
        return await self._inner.generate(recipe, init_image, on_event)

    async def release(self) -> None:
        """As the embedded engine."""
        await self._inner.release()

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        """As the embedded engine."""
        return await self._codec.encode(image, recipe)

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        """As the embedded engine, unless struck."""
        await self._weather()
        return await self._codec.decode(latents)

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        """As the embedded engine."""
        return await self._codec.interpolate(a, b, t)

    @property
    def _codec(self) -> LatentCodec:
        assert isinstance(self._inner, LatentCodec)
        return self._inner

    async def _weather(self) -> None:
        if self._at.clock.monotonic() < self._at.over_s:
            self._at.struck += 1
            await self._fault.strike(self._at)


class _Reporter:
    """Reads the status as somebody who looks ten times a second would."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._ledger = Ledger(stage.clock)
        self._told = 0
        self.seen: list[Status] = []

    async def watch(self, seconds: float) -> list[Status]:
        """What the status said in this time."""
        self.seen = []
        until = self._stage.clock.monotonic() + seconds
        while self._stage.clock.monotonic() < until:
            await self._stage.clock.sleep(POLL_S)
            for event in self._stage.events[self._told :]:
                self._ledger.apply(event)
            self._told = len(self._stage.events)
            self.seen.append(self._ledger.status())
        return self.seen


async def live_through(fault: Fault, mode: str, clock: Clock) -> tuple[str, ...]:
    """One fault in one mode; what was wrong, or nothing."""
    engine = Faulty(fault, clock)
    async with dreaming(clock, engine, small(mode=mode)) as stage:
        reporter = _Reporter(stage)
        await reporter.watch(BEFORE_S)
        engine.begin()
        during = await reporter.watch(fault.lasts_s)
        shown = len(stage.shown)
        after = (await reporter.watch(RECOVERY_S))[-1]
    wrong = []
    if not engine.struck:
        wrong.append("the fault met no picture")
    if not any(status.status == "buffering" if fault.silent else status.error for status in during):
        wrong.append("the status did not say what was wrong")
    if (after.status, after.error) != ("live", None):
        wrong.append(f"{RECOVERY_S:g} s after it the status was {after.status}: {after.error}")
    if len(stage.shown) == shown:
        wrong.append(f"nothing was shown for {RECOVERY_S:g} s after it")
    numbers = [one.frame.number for one in stage.shown]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append("frames out of order, or a hole")
    return tuple(wrong)


def in_virtual_time(fault: Fault, mode: str) -> tuple[str, ...]:
    """`live_through` on a clock of its own."""
    return run_virtually(lambda clock: live_through(fault, mode, clock))


async def in_real_time(longest_s: float) -> list[tuple[str, ...]]:
    """Every fault that lasts no longer, in every mode, all at once."""
    clock = SystemClock()
    cases = [(fault, mode) for fault in FAULTS for mode in MODES if fault.lasts_s <= longest_s]
    async with asyncio.TaskGroup() as tasks:
        lived = [tasks.create_task(live_through(fault, mode, clock)) for fault, mode in cases]
    return [_told(*case, one.result()) for case, one in zip(cases, lived, strict=True)]


def main(argv: Sequence[str]) -> int:
    """The matrix, then the control; 0 when every dream lived, and every one of the control's that had to die died."""
    parser = argparse.ArgumentParser(prog="python -m trials fault_matrix", description=__doc__)
    parser.add_argument("--real", action="store_true", help="also in real time, but for the fault of an hour")
    asked = parser.parse_args(argv)
    logging.disable(logging.WARNING)
    print("In virtual time:")
    wrong = [_told(fault, mode, in_virtual_time(fault, mode)) for fault in FAULTS for mode in MODES]
    if asked.real:
        print("In real time:", flush=True)
        wrong += asyncio.run(in_real_time(60.0))
    fatal = [(fault, mode) for fault in FAULTS for mode in MODES if fault.fails]
    with without_retry():
        died = sum(bool(in_virtual_time(fault, mode)) for fault, mode in fatal)
    print(
        f"{sum(not one for one in wrong)} of {len(wrong)} lived; control: without the retry {died} of {len(fatal)} died"
    )
    return 0 if not any(wrong) and died == len(fatal) else 1


def _told(fault: Fault, mode: str, wrong: tuple[str, ...]) -> tuple[str, ...]:
    print(f"  {fault.name}, {mode}: {'; '.join(wrong) or 'ok'}", flush=True)
    return wrong
