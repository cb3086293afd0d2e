"""The planner: (state, event) -> (state, commands). Every decision of a dream is made here, and nothing is done.

The same rules, seed and events give the same commands, so that a dream can be tested and told again.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from dreamwindow.dream.commands import (
    CancelSegment,
    Command,
    DropBuffered,
    Finish,
    HoldShow,
    MakeSegment,
    Plant,
    ReleaseEngine,
    ResumeShow,
    RetryAfter,
    TruncateSegment,
)
from dreamwindow.dream.modes import Mode, StepContext, StepPlan
from dreamwindow.model import events as ev
from dreamwindow.model.recipe import ParentId, Recipe, RecipeId
from dreamwindow.model.settings import Settings

FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 4.0
"""An engine that comes back is noticed within this time."""
SEED_RANGE = 2**31


class Phase(Enum):
    """What the planner waits for."""

    STARTING = "starting"
    WORKING = "working"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is known so far.

    - ``made`` frames stand in the buffer or were shown; ``newest`` is the last of them, ``size`` its width and height.
    - ``seed``: where the walk stands; ``root_seed`` and ``draws`` give the seeds that are drawn.
    - ``planted``: a foreign picture that is to be shown next, as it is.
    - ``fresh``: the next picture shall not grow from the newest; ``leaping``: the segment at work is that one.
    - ``ending``: why the run is to end.
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
    ending: str | None = None

    @property
    def remaining(self) -> int | None:
        """Frames still to make; ``None`` without end."""
        return None if self.rules.max_frames is None else max(0, self.rules.max_frames - self.made)


Decision = tuple[State, list[Command]]


def begin(rules: Rules, settings: Settings, words: ev.Words, root_seed: int) -> State:
    """The state before the first event. ``root_seed`` in [0, 2**31)."""
    seed = settings.seed if settings.seed is not None else root_seed
    return State(rules=rules, settings=settings, words=words, root_seed=root_seed, seed=float(seed))


def decide(state: State, event: ev.PlannerEvent) -> Decision:
    """What follows from ``event``."""
    if state.phase is Phase.FINISHED:
        return state, []
    match event:
        case ev.Started(origin):
            return _next_segment(replace(state, planted=origin))
        case ev.FrameMade(number=number, recipe=recipe):
            fresh = state.fresh and not state.leaping
            planted = None if state.planted in recipe.parents else state.planted
            made = replace(state, made=number, newest=recipe.id, size=(recipe.width, recipe.height), failures=0)
            return replace(made, fresh=fresh, planted=planted), []
        case ev.SegmentDone() | ev.SegmentCancelled():
            return _go_on(state)
        case ev.SegmentFailed(transient=transient):
            return _after_failure(state, transient=transient)
        case ev.RetryDue():
            return _go_on(state) if state.phase is Phase.RETRYING else (state, [])
        case ev.WordsChanged(words):
            return replace(state, words=words), []
        case ev.FramesDropped(newest):
            return replace(state, made=newest), []
        case _:
            return _steer(state, event)


def _steer(state: State, event: ev.PlannerEvent) -> Decision:
    """What a person, or the guard, asked for."""
    match event:
        case ev.SettingsChanged(settings, reseed):
            return _resettle(state, settings, reseed=reseed)
        case ev.SkipRequested():
            leapt = _draw_seed(replace(state, fresh=True, leaping=False, planted=None))
            return leapt, [*_break_off(state), DropBuffered()]
        case ev.BranchRequested(origin):
            return replace(state, planted=origin, fresh=False), [*_break_off(state), DropBuffered()]
        case ev.PauseRequested(reason):
            held = replace(state, reasons=state.reasons | {reason})
            return held, [] if state.reasons else [HoldShow(), *_break_off(state)]
        case ev.ResumeRequested(reason):
            return _resume(state, reason)
        case ev.StopRequested(reason):
            ending = replace(state, ending=reason)
            if state.phase is Phase.WORKING:
                return ending, [CancelSegment()]
            return replace(ending, phase=Phase.FINISHED), [Finish(reason)]
        case _:
            return state, []


def _break_off(state: State) -> list[Command]:
    return [CancelSegment()] if state.phase is Phase.WORKING else []


def _resettle(state: State, settings: Settings, *, reseed: bool) -> Decision:
    settled = replace(state, settings=settings)
    if reseed and settings.seed is not None:
        settled = replace(settled, seed=float(settings.seed), fresh=True, leaping=False, planted=None)
    long = state.phase is Phase.WORKING and state.segment_frames > 1
    return settled, [TruncateSegment()] if long else []


def _resume(state: State, reason: str | None) -> Decision:
    reasons = state.reasons - {reason} if reason is not None else frozenset()
    resumed = replace(state, reasons=reasons)
    if reasons or not state.reasons:
        return resumed, []
    if state.phase is not Phase.PAUSED:  # the work that was broken off has not ended yet, or a retry is due
        return resumed, [ResumeShow()]
    resumed, commands = _next_segment(resumed)
    return resumed, [ResumeShow(), *commands]


def _go_on(state: State) -> Decision:
    if state.ending is not None:
        return replace(state, phase=Phase.FINISHED), [Finish(state.ending)]
    if state.remaining == 0:
        return replace(state, phase=Phase.FINISHED), [Finish("completed")]
    if state.reasons:
        return replace(state, phase=Phase.PAUSED), [ReleaseEngine()]
    return _next_segment(state)


def _after_failure(state: State, *, transient: bool) -> Decision:
    failures = state.failures + 1
    failed = replace(state, failures=failures, phase=Phase.RETRYING)
    if not transient:  # the same recipe would fail again: move on along the walk
        failed = replace(_draw_seed(failed), fresh=failed.fresh or failures > 1)
    if state.ending is not None or state.reasons:
        return _go_on(failed)
    delay = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0 ** min(failures - 1, 8))
    return failed, [RetryAfter(delay if transient or failures > 1 else 0.0)]


def _draw_seed(state: State) -> State:
    seed = random.Random(f"{state.root_seed}:{state.draws}").randrange(SEED_RANGE)
    return replace(state, seed=float(seed), draws=state.draws + 1)


def _next_segment(state: State) -> Decision:
    if state.reasons:
        return _go_on(state)
    if state.planted is not None:
        return _show_planted(replace(state, newest=state.planted), state.planted)
    if state.newest is not None and not state.fresh and state.size != _wanted_size(state):
        return _make(state, _as_it_is(state), between=(), cut=True)
    grown = state.newest is not None and not state.fresh
    plan = state.rules.modes[state.settings.mode](_context(state, grown=grown))
    recipe = _recipe(state, plan, strength=state.settings.strength)
    frames = plan.frames if state.remaining is None else min(plan.frames, state.remaining)
    between = tuple(_between(state, recipe, n / frames) for n in range(1, frames)) if grown else ()
    return _make(replace(state, seed=plan.seed), recipe, between, cut=state.fresh)


def _show_planted(state: State, planted: ParentId) -> Decision:
    working, commands = _make(state, _as_it_is(state), between=(), cut=state.made > 0)
    return working, [Plant(planted), *commands]


def _as_it_is(state: State) -> Recipe:
    """The newest picture itself, at the wanted size."""
    return _recipe(state, StepPlan(kind="img2img", seed=state.seed), strength=0.0)


def _wanted_size(state: State) -> tuple[int, int]:
    return state.settings.width, state.settings.height


def _make(state: State, keyframe: Recipe, between: tuple[Recipe, ...], *, cut: bool) -> Decision:
    working = replace(state, phase=Phase.WORKING, segment_frames=len(between) + 1, leaping=state.fresh)
    order = MakeSegment(keyframe=keyframe, between=between, settings_rev=state.settings.revision, cut=cut)
    return working, [order]


def _context(state: State, *, grown: bool) -> StepContext:
    return StepContext(
        settings=state.settings,
        grown=grown,
        seed=state.seed,
        display_rate_hz=state.settings.display_rate_hz,
        keyframe_interval_s=state.rules.keyframe_interval_s,
    )


def _recipe(state: State, plan: StepPlan, *, strength: float) -> Recipe:
    grows = plan.kind == "img2img" and state.newest is not None
    return Recipe(
        engine=state.rules.engine,
        model=state.rules.model,
        kind="img2img" if grows else "txt2img",
        prompt=state.words.prompt,
        negative_prompt=state.words.negative_prompt,
        seed=plan.seed,
        width=state.settings.width,
        height=state.settings.height,
        strength=strength if grows else 1.0,
        num_inference_steps=state.settings.num_inference_steps,
        guidance_scale=state.settings.guidance_scale,
        parents=(state.newest,) if grows and state.newest is not None else (),
    )


def _between(state: State, keyframe: Recipe, t: float) -> Recipe:
    first: ParentId = state.newest or RecipeId("")
    options = {} if state.rules.codec == "latent" else {"interpolation": state.rules.codec}
    return replace(keyframe, kind="interpolate", parents=(first, keyframe.id), t=t, strength=1.0, options=options)
