"""What the planner knows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from dreamwindow.dream.commands import Command, TakeEngine
from dreamwindow.dream.injection import InjectionOptions, Life, Remedies
from dreamwindow.dream.modes import Mode
from dreamwindow.model import events as ev
from dreamwindow.model.recipe import ParentId
from dreamwindow.model.settings import Settings

SEED_RANGE = 2**31


class Phase(Enum):
    """What the planner waits for."""

    STARTING = "starting"
    WORKING = "working"
    RECALLING = "recalling"
    PAUSED = "paused"
    RETRYING = "retrying"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What does not change during a run. ``codec`` names the way of interpolating: see `dream.growth`."""

    engine: str
    model: str
    modes: Mapping[str, Mode]
    keyframe_interval_s: float = 2.0
    codec: str = "latent"
    max_frames: int | None = None
    injection: InjectionOptions = field(default_factory=InjectionOptions)
    remedies: Remedies = field(default_factory=Remedies)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is known so far.

    - ``made`` frames stand in the buffer or were shown; ``newest`` is the last of them, ``size`` its width and height.
    - ``seed``: where the walk stands; ``root_seed`` and ``draws`` give the seeds that are drawn.
    - ``planted``: a foreign picture that is to be shown next, as it is.
    - ``fresh``: the next picture shall not grow from the newest; ``leaping``: the segment at work is that one.
    - ``offered``: another engine that stands ready, to be taken once nothing is at work.
    - ``wanted``: the file of a picture that was liked, and that the dream shall come back to.
    - ``ending``: why the run is to end. ``life``: what keeps it from collapsing.
    """

    rules: Rules
    settings: Settings
    words: ev.Words
    root_seed: int
    seed: float
    draws: int = 0
    phase: Phase = Phase.STARTING
    made: int = 0
    newest: ParentId | None = None
    size: tuple[int, int] | None = None
    planted: ParentId | None = None
    fresh: bool = False
    leaping: bool = False
    segment_frames: int = 0
    reasons: frozenset[str] = field(default_factory=frozenset)
    failures: int = 0
    offered: ev.EngineOffered | None = None
    wanted: str | None = None
    ending: str | None = None
    life: Life = field(default_factory=Life)

    @property
    def beat(self) -> int:
        """Frames from one keyframe to the next, in the modes that have in-betweens."""
        return max(1, round(self.rules.keyframe_interval_s * self.settings.display_rate_hz))

    @property
    def taste(self) -> float:
        """The chance that a memory which returns is one that was liked, in [0, 1]."""
        return self.settings.taste if self.life.likes else 0.0

    @property
    def remaining(self) -> int | None:
        """Frames still to make; ``None`` without end."""
        return None if self.rules.max_frames is None else max(0, self.rules.max_frames - self.made)


Decision: TypeAlias = tuple[State, list[Command]]


def begin(rules: Rules, settings: Settings, words: ev.Words, root_seed: int) -> State:
    """The state before the first event. ``root_seed`` in [0, 2**31)."""
    seed = settings.seed if settings.seed is not None else root_seed
    return State(rules=rules, settings=settings, words=words, root_seed=root_seed, seed=float(seed))


def take_engine(state: State) -> Decision:
    """The same state on the engine that was offered, if one was."""
    offered = state.offered
    if offered is None:
        return state, []
    rules = replace(state.rules, engine=offered.engine, model=offered.model, codec=offered.codec)
    return replace(state, rules=rules, offered=None), [TakeEngine()]


def draw_seed(state: State) -> State:
    """The same state with the next seed that its root gives."""
    seed = random.Random(f"{state.root_seed}:{state.draws}").randrange(SEED_RANGE)
    return replace(state, seed=float(seed), draws=state.draws + 1)
