"""Whatever happens to a dream, it goes on: random schedules of faults and of hands, in virtual time.

Each schedule is a minute in which the engine fails, hangs, slows down or refuses pictures, and somebody pauses, skips,
steers and branches. When the minute is over the dream has to be live within five seconds, its frames in order and
without a hole. The control takes the retry out of the planner: then dreams have to die.
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

from dreamwindow.dream import planner
from dreamwindow.dream.commands import RetryAfter
from dreamwindow.dream.growth import Grown
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.imaging.codec import image_id
from dreamwindow.model.events import PlannerEvent
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock, run_virtually
from tests.dream.flaky import Wrapped
from tests.dream.stage import SIDE, Stage, dreaming, small

FAULTS_S = 60.0
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

    def before(self, recipe: Recipe) -> None:
        """Called ahead of each picture."""
        now = self._clock.monotonic()
        if now >= self._over:
            return
        if now >= self._until:
            self._fault = self._rng.choice(["none", "none", "gone", "once", "refuses"])
            self._until = now + self._rng.uniform(0.2, 15.0)
        if self._fault == "gone" or (self._fault == "once" and self._rng.random() < 0.3):
            raise EngineUnavailable("The engine is gone.")
        if self._fault == "refuses" and self._rng.random() < 0.5:
            raise GenerationFailed("Not this picture.")


async def _hand(stage: Stage, clock: VirtualClock, rng: random.Random, mode: str) -> None:
    """Somebody who cannot leave it alone for a minute, and lets go at the end."""
    over = clock.monotonic() + FAULTS_S
    revision = 1
    while clock.monotonic() < over:
        await clock.sleep(rng.expovariate(1.0))
        revision += 1
        match rng.choice(["pause", "resume", "skip", "steer", "mode", "branch", "size"]):
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
    stage.controller.resume(None)


def live_through(seed: int) -> Verdict:
    """One schedule, in virtual time."""
    return run_virtually(lambda clock: _live_through(seed, clock))


async def _live_through(seed: int, clock: VirtualClock) -> Verdict:
    rng = random.Random(seed)
    mode = MODES[seed % len(MODES)]
    engine = Wrapped(_Weather(clock, rng).before, takes_s=rng.choice([0.0, 0.05, 0.4]), clock=clock)
    async with dreaming(clock, engine, small(mode=mode, display_rate_hz=2.0)) as stage:
        await _hand(stage, clock, rng, mode)
        before = len(stage.shown)
        await clock.sleep(RECOVERY_S)
        after = len(stage.shown)
    wrong = []
    if after == before:
        wrong.append(f"nothing was shown for {RECOVERY_S:g} s after the last fault")
    numbers = [shown.frame.number for shown in stage.shown]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append("frames out of order, or a hole")
    return Verdict(seed, tuple(wrong))


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
