"""Whatever happens to a dream, it goes on: random schedules of faults and of hands, in virtual time.

Each schedule is a minute in which the engine fails, slows down or refuses pictures, and somebody pauses, skips, steers,
branches, and has the dream go slower, as a budget does. When the minute is over, and the time that the picture on show
was promised, the dream has to be live within five seconds, its frames in order and without a hole. The control takes
the retry out of the planner: then dreams have to die.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np

from dreamwindow.contracts.engine import OnEvent
from dreamwindow.dream import planner
from dreamwindow.dream.commands import RetryAfter
from dreamwindow.dream.growth import Grown
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.imaging.codec import image_id
from dreamwindow.model.events import PlannerEvent
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock, run_virtually
from tests.dream.flaky import Wrapped
from tests.dream.stage import SIDE, Stage, dreaming, small

FAULTS_S = 60.0
SLOW_S = 3.0
"""The longest that a picture takes while the engine is slow."""
RECOVERY_S = 5.0
MODES = ("img2img", "interpolate", "hybrid")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was wrong at the end of one schedule; empty when nothing was."""

    seed: int
    wrong: tuple[str, ...]


class _Weather:
    """What the engine does at a moment: nothing, or one fault until its time is over."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        self._clock = clock
        self._rng = rng
        self._over = clock.monotonic() + FAULTS_S
        self._until = 0.0
        self._fault = "none"

    def takes_s(self) -> float:
        """How long the next picture takes."""
        self._change()
        return self._rng.uniform(0.5, SLOW_S) if self._fault == "slow" else 0.0

    def before(self, recipe: Recipe) -> None:
        """Called ahead of each picture."""
        self._change()
        if self._fault == "gone" or (self._fault == "once" and self._rng.random() < 0.3):
            raise EngineUnavailable("The engine is gone.")
        if self._fault == "refuses" and self._rng.random() < 0.5:
            raise GenerationFailed("Not this picture.")

    def _change(self) -> None:
        now = self._clock.monotonic()
        if now >= self._over:
            self._fault = "none"
        elif now >= self._until:
            self._fault = self._rng.choice(["none", "none", "gone", "once", "refuses", "slow"])
            self._until = now + self._rng.uniform(0.2, 15.0)


class _Weathered(Wrapped):
    """The embedded engine, out in the weather."""

    def __init__(self, weather: _Weather, takes_s: float, clock: VirtualClock) -> None:
        super().__init__(weather.before, takes_s, clock)
        self._weather = weather
        self._sky = clock

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """As the embedded engine, but slower while the weather says so."""
        await self._sky.sleep(self._weather.takes_s())
        return await super().generate(recipe, init_image, on_event)


async def _hand(stage: Stage, clock: VirtualClock, rng: random.Random, mode: str) -> None:
    """Somebody who cannot leave it alone for a minute, and lets go at the end."""
    over = clock.monotonic() + FAULTS_S
    revision = 1
    while clock.monotonic() < over:
        await clock.sleep(rng.expovariate(1.0))
        revision += 1
        match rng.choice(["pause", "resume", "skip", "steer", "mode", "branch", "size", "slower"]):
            case "pause":
                stage.controller.pause(rng.choice(["manual", "a game"]))
            case "resume":
                stage.controller.resume(rng.choice(["manual", "a game", None]))
            case "skip":
                stage.controller.skip()
            case "steer":
                stage.controller.steer(small(mode=mode, prompt=rng.choice(["lake", "embers"]), revision=revision))
            case "mode":
                mode = rng.choice(MODES)
                stage.controller.steer(small(mode=mode, revision=revision))
            case "size":
                stage.controller.steer(small(mode=mode, width=rng.choice([64, 96]), revision=revision))
            case "branch":
                pixels = np.full((SIDE, SIDE, 3), rng.randrange(256), np.uint8)
                stage.controller.branch(Grown(image_id(pixels), pixels))
            case "slower":
                stage.controller.slow_down(rng.choice([1.0, 2.0, 4.0]), "a budget")
    stage.controller.slow_down(1.0)
    stage.controller.resume(None)


def live_through(seed: int) -> Verdict:
    """One schedule, in virtual time."""
    return run_virtually(lambda clock: _live_through(seed, clock))


async def _live_through(seed: int, clock: VirtualClock) -> Verdict:
    rng = random.Random(seed)
    mode = MODES[seed % len(MODES)]
    engine = _Weathered(_Weather(clock, rng), rng.choice([0.0, 0.05, 0.4]), clock)
    async with dreaming(clock, engine, small(mode=mode, display_rate_hz=2.0)) as stage:
        await _hand(stage, clock, rng, mode)
        before = len(stage.shown)
        await clock.sleep(_promised_s(stage) + RECOVERY_S)
        after = len(stage.shown)
    wrong = []
    if after == before:
        wrong.append(f"nothing was shown for {RECOVERY_S:g} s after the last fault")
    numbers = [shown.frame.number for shown in stage.shown]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append("frames out of order, or a hole")
    return Verdict(seed, tuple(wrong))


def _promised_s(stage: Stage) -> float:
    """How long the picture on show still has: one that was taken while the dream went slower may have long."""
    if not stage.shown:
        return 0.0
    last = stage.shown[-1]
    return max(0.0, (last.present_at_us + last.duration_us) / 1e6 - stage.clock.monotonic())


@contextmanager
def without_retry() -> Iterator[None]:
    """The defect: after a failure nothing is tried again."""
    decide = planner.decide

    def forgets(state: planner.State, event: PlannerEvent) -> planner.Decision:
        state, commands = decide(state, event)
        return state, [command for command in commands if not isinstance(command, RetryAfter)]

    with patch("dreamwindow.dream.controller.decide", forgets):
        yield


def main(argv: Sequence[str]) -> int:
    """All schedules, then the control; 0 when every dream lived and some of the control's died."""
    parser = argparse.ArgumentParser(prog="python -m trials faults", description=__doc__)
    parser.add_argument("--n", type=int, default=1000, help="schedules")
    asked = parser.parse_args(argv)
    logging.disable(logging.WARNING)
    bad = [verdict for verdict in map(live_through, range(asked.n)) if verdict.wrong]
    for verdict in bad[:20]:
        print(f"schedule {verdict.seed}: {'; '.join(verdict.wrong)}")
    print(f"{asked.n - len(bad)} of {asked.n} dreams lived")
    few = max(5, asked.n // 20)
    with without_retry():
        died = sum(bool(live_through(seed).wrong) for seed in range(few))
    print(f"control: without the retry {died} of {few} died")
    return 0 if not bad and died else 1
