"""The planner: (state, event) -> (state, commands). Every decision of a dream is made here, and nothing is done.

The same rules, seed and events give the same commands, so that a dream can be tested and told again.
"""

from __future__ import annotations

from dataclasses import replace

from dreamwindow.dream.commands import (
    CancelSegment,
    Command,
    DropBuffered,
    Finish,
    HoldShow,
    Remember,
    ResumeShow,
    RetryAfter,
    SlowShow,
    TruncateSegment,
)
from dreamwindow.dream.injection import diagnose, frame_made
from dreamwindow.dream.planning.segments import go_on, grow_from_memory, memory_is_missing
from dreamwindow.dream.planning.state import (
    SEED_RANGE,
    Decision,
    Phase,
    Rules,
    State,
    begin,
    draw_seed,
    take_engine,
)
from dreamwindow.model import events as ev
from dreamwindow.model.settings import Settings

__all__ = ["SEED_RANGE", "Decision", "Phase", "Rules", "State", "begin", "decide"]

FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 4.0
"""An engine that comes back is noticed within this time."""


def decide(state: State, event: ev.PlannerEvent) -> Decision:
    """What follows from ``event``."""
    if state.phase is Phase.FINISHED:
        return state, []
    match event:
        case ev.Started(origin):
            return go_on(replace(state, planted=origin))
        case ev.FrameMade():
            return _frame_made(state, event)
        case ev.SegmentDone() | ev.SegmentCancelled():
            return go_on(state)
        case ev.SegmentFailed(transient=transient):
            return _after_failure(state, transient=transient)
        case ev.RetryDue():
            return go_on(state) if state.phase is Phase.RETRYING else (state, [])
        case ev.WordsChanged(words):
            return replace(state, words=words), []
        case ev.FramesDropped(newest):
            return replace(state, made=newest), []
        case ev.HealthTaken() | ev.CacheAdded() | ev.MemoryFound() | ev.MemoryMissing() | ev.TasteChanged():
            return _live(state, event)
        case _:
            return _steer(state, event)


def _frame_made(state: State, event: ev.FrameMade) -> Decision:
    recipe, life = event.recipe, frame_made(state.life)
    remember = event.keyframe and state.rules.injection.enabled and life.since_memory >= state.beat
    if remember:
        life = replace(life, since_memory=0)
    made = replace(
        state,
        made=event.number,
        newest=recipe.id,
        size=(recipe.width, recipe.height),
        failures=0,
        fresh=state.fresh and not state.leaping,
        planted=None if state.planted in recipe.parents else state.planted,
        life=life,
    )
    return made, [Remember()] if remember else []


def _live(state: State, event: ev.PlannerEvent) -> Decision:
    """What keeps the dream alive: its health and its memories."""
    match event:
        case ev.HealthTaken(outside=outside, correction=correction):
            life = diagnose(state.life, outside, correction, state.rules.remedies)
            soon = life.due is not None and state.life.due is None
            return replace(state, life=life), _shorten(state) if soon else []
        case ev.CacheAdded(size=size):
            return replace(state, life=replace(state.life, memories=size)), []
        case ev.TasteChanged(likes):
            return replace(state, life=replace(state.life, likes=likes)), []
        case ev.MemoryFound() if state.phase is Phase.RECALLING:
            return grow_from_memory(state, event)
        case ev.MemoryMissing() if state.phase is Phase.RECALLING:
            return memory_is_missing(state)
        case _:
            return state, []


def _steer(state: State, event: ev.PlannerEvent) -> Decision:
    """What a person, or the guard, asked for."""
    match event:
        case ev.SettingsChanged(settings, reseed):
            return _resettle(state, settings, reseed=reseed), _shorten(state)
        case ev.SkipRequested():
            leapt = draw_seed(replace(state, fresh=True, leaping=False, planted=None))
            return leapt, [*_break_off(state), DropBuffered()]
        case ev.BranchRequested(origin):
            return replace(state, planted=origin, fresh=False), [*_break_off(state), DropBuffered()]
        case ev.MoreWanted(picture):
            return replace(state, wanted=picture), _shorten(state)
        case ev.EngineOffered():
            return _change_engine(replace(state, offered=event))
        case ev.PauseRequested(reason):
            held = replace(state, reasons=state.reasons | {reason})
            return held, [] if state.reasons else [HoldShow(), *_break_off(state)]
        case ev.ResumeRequested(reason):
            return _resume(state, reason)
        case ev.SlowdownRequested(times):
            return state, [SlowShow(times)]
        case ev.StopRequested(reason):
            ending = replace(state, ending=reason)
            if state.phase is Phase.WORKING:
                return ending, [CancelSegment()]
            return replace(ending, phase=Phase.FINISHED), [Finish(reason)]
        case _:
            return state, []


def _break_off(state: State) -> list[Command]:
    return [CancelSegment()] if state.phase is Phase.WORKING else []


def _shorten(state: State) -> list[Command]:
    """Let a long segment end soon, so that the next keyframe brings the change."""
    return [TruncateSegment()] if state.phase is Phase.WORKING and state.segment_frames > 1 else []


def _change_engine(state: State) -> Decision:
    """What is at work is broken off; an engine that fails is not waited for."""
    if state.phase is Phase.WORKING:
        return state, [CancelSegment()]
    return go_on(state) if state.phase is Phase.RETRYING else take_engine(state)


def _resettle(state: State, settings: Settings, *, reseed: bool) -> State:
    settled = replace(state, settings=settings)
    if reseed and settings.seed is not None:
        return replace(settled, seed=float(settings.seed), fresh=True, leaping=False, planted=None)
    return settled


def _resume(state: State, reason: str | None) -> Decision:
    reasons = state.reasons - {reason} if reason is not None else frozenset()
    resumed = replace(state, reasons=reasons)
    if reasons or not state.reasons:
        return resumed, []
    if state.phase is not Phase.PAUSED:  # the work that was broken off has not ended yet, or a retry is due
        return resumed, [ResumeShow()]
    resumed, commands = go_on(resumed)
    return resumed, [ResumeShow(), *commands]


def _after_failure(state: State, *, transient: bool) -> Decision:
    failures = state.failures + 1
    failed = replace(state, failures=failures, phase=Phase.RETRYING)
    if not transient:  # the same recipe would fail again: move on along the walk
        failed = replace(draw_seed(failed), fresh=failed.fresh or failures > 1)
    if state.ending is not None or state.reasons or state.offered is not None:
        return go_on(failed)
    delay = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0 ** min(failures - 1, 8))
    return failed, [RetryAfter(delay if transient or failures > 1 else 0.0)]
