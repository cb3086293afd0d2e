"""Is the dream kept alive at the worst settings? One theme, a seed that stands still, strength .1 and .9.

In each mode, three dreams: without interventions it must leave *Healthy* and stay outside, else the measures prove
nothing; with them from the first frame it must never be outside for more than 200 frames; and where they come only
once it has long been outside, it must be healthy again within 200 frames.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.compose.soak import SoakOptions, soak
from dreamwindow.compose.soak_course import Course
from dreamwindow.config.load import load
from dreamwindow.config.root import Config
from dreamwindow.dream.health import Span

MODES = ("img2img", "interpolate", "hybrid")
STRENGTHS = (0.1, 0.9)
PROMPT = "mountain lake at dawn"
MOST_SICK = Span().window
LATE = 500
"""Frames without interventions, of a dream that gets them late: it is outside since its 225th."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mode and a strength, at pictures of ``side`` pixels."""

    mode: str
    strength: float
    side: int

    def config(self) -> Config:
        """Nothing from a file or the environment; the seed stands still."""
        values: dict[str, object] = {
            "mode": self.mode, "strength": self.strength, "speed": 0.0, "width": self.side, "height": self.side,
        }  # fmt: skip
        flags: dict[tuple[str, ...], tuple[str, object]] = {
            ("generation", name): ("trial", value) for name, value in values.items()
        }
        return load(None, flags, environ={}, cwd=Path.cwd()).config

    def dream(self, frames: int, interventions_after: int | None) -> Course:
        """One dream of it."""
        options = SoakOptions(frames=frames, prompt=PROMPT, interventions_after=interventions_after)
        return asyncio.run(soak(self.config(), options))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Three dreams of one case."""

    off: Course
    on: Course
    late: Course

    @property
    def wrong(self) -> list[str]:
        """What was not as it has to be; empty when all was."""
        wrong = []
        if self.off.sick <= MOST_SICK:
            wrong.append("it stayed healthy without interventions")
        if self.on.sick > MOST_SICK:
            wrong.append(f"with interventions it was outside for {self.on.sick} frames")
        recovered = self.late.recovered_after(LATE)
        if not recovered or recovered > MOST_SICK:
            wrong.append(f"interventions that came late took {recovered} frames")
        return wrong

    def __str__(self) -> str:
        return (
            f"off: {self.off.sick_frames} of {self.off.frames} frames outside; on: {self.on.sick_frames}, "
            f"longest {self.on.sick}; late: healthy after {self.late.recovered_after(LATE)} frames"
        )


def judge(case: Case, frames: int) -> Verdict:
    """All three dreams, each ``frames`` long."""
    return Verdict(case.dream(frames, None), case.dream(frames, 0), case.dream(frames, LATE))


def main(argv: Sequence[str]) -> int:
    """Every mode and strength; 0 when all was as it has to be."""
    parser = argparse.ArgumentParser(prog="python -m trials worst", description=__doc__)
    parser.add_argument("--frames", type=int, default=2000, help="of each dream")
    parser.add_argument("--side", type=int, default=256, help="pixels")
    asked = parser.parse_args(argv)
    failed = False
    for mode in MODES:
        for strength in STRENGTHS:
            verdict = judge(Case(mode, strength, asked.side), asked.frames)
            failed |= bool(verdict.wrong)
            print(f"{mode}, strength {strength:g}: {verdict}  {'; '.join(verdict.wrong) or 'ok'}", flush=True)
    return 1 if failed else 0
