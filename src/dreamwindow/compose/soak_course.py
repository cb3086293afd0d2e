"""The course of a soak: how alive a dream was from its first frame to its last, and where it was not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import psutil

from dreamwindow.compose.soak_notes import Sample, Samples, Table
from dreamwindow.dream.health import Health, HealthMeter, Limits, Span
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Frame

SAMPLE_EVERY = 20
"""Frames from one point of the plots to the next."""


@dataclass(frozen=True, slots=True)
class Intervention:
    """What was done after ``frame``, and for which figure of the health."""

    frame: int
    remedy: str
    why: str


@dataclass(slots=True)
class Spell:
    """A stretch outside *healthy*: from frame ``first``, for ``frames``; the figures that were bad in it."""

    first: int
    frames: int = 0
    figures: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Course:
    """How a dream went. ``worst`` is by figure, with its frame; for ``expected`` frames nothing of it grows."""

    title: str
    expected: int = 0
    interventions: list[Intervention] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    worst: dict[str, tuple[float, int]] = field(default_factory=dict)
    frames: int = 0
    samples: Samples = field(init=False, repr=False)
    gaps: Table = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.samples = Samples(self.expected // SAMPLE_EVERY + 1)
        self.gaps = Table(1, self.expected)

    @property
    def gaps_s(self) -> npt.NDArray[np.float64]:
        """Seconds between frames as they were made."""
        return self.gaps.rows[:, 0]

    @property
    def sick(self) -> int:
        """The longest stretch outside *healthy*, in frames."""
        return max((spell.frames for spell in self.spells), default=0)

    @property
    def sick_frames(self) -> int:
        """All frames outside *healthy*."""
        return sum(spell.frames for spell in self.spells)

    def recovered_after(self, frame: int) -> int | None:
        """Frames from ``frame`` to the first healthy one from there on; ``None`` if there was none."""
        for spell in self.spells:
            if spell.first <= frame < spell.first + spell.frames:
                end = spell.first + spell.frames
                return end - frame if end <= self.frames else None
        return 0 if frame <= self.frames else None


WORST: dict[str, Callable[[float, float], float]] = {
    "entropy": min, "spread": min, "neighbours": min, "second_apart": max, "drift": max, "diversity": min,
}  # fmt: skip
"""By figure of the health, which of two values is worse."""


class Watcher:
    """Takes every frame of a dream shown at ``rate_hz``, in order, and keeps its course. It blocks."""

    def __init__(self, course: Course, rate_hz: float) -> None:
        self._course = course
        self._meter = HealthMeter(Descriptor(), Span(second=max(2, round(rate_hz))))
        self._limits = Limits()
        self._process = psutil.Process()
        self._prompt: str | None = None
        self._sick = False
        self._last = time.perf_counter()

    def take(self, frame: Frame) -> None:
        """One more frame; a cut and a turn of the words are told to the meter."""
        course, now = self._course, time.perf_counter()
        course.gaps.append(now - self._last)
        self._last = now
        turn = self._prompt not in (None, frame.recipe.prompt)
        self._prompt = frame.recipe.prompt
        health = self._meter.take(frame.pixels, cut=frame.cut, turn=turn)
        course.frames += 1
        self._judge(health)
        if course.frames % SAMPLE_EVERY == 1:
            course.samples.append(Sample(course.frames, health, self._process.memory_info().rss))

    def _judge(self, health: Health) -> None:
        course = self._course
        for name, worse in WORST.items():
            value = getattr(health, name)
            known, _ = course.worst.get(name, (None, 0))
            if value is not None and (known is None or worse(value, known) != known):
                course.worst[name] = (value, course.frames)
        outside = self._limits.outside(health)
        if outside and not self._sick:
            course.spells.append(Spell(course.frames))
        if outside:
            course.spells[-1].frames += 1
            course.spells[-1].figures.update(outside)
        self._sick = bool(outside)
