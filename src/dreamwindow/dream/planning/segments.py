"""What is made next."""

from __future__ import annotations

from dataclasses import replace

from dreamwindow.dream.commands import Command, Fetch, Finish, MakeSegment, Plant, Recall, ReleaseEngine, Tell
from dreamwindow.dream.injection import lived_speed, lived_strength, should_inject
from dreamwindow.dream.modes import StepContext, StepPlan
from dreamwindow.dream.planning.recipes import between_recipe, keyframe_recipe, recipe_as_it_is, wanted_size
from dreamwindow.dream.planning.state import Decision, Phase, State, draw_seed, take_engine
from dreamwindow.model.events import MemoryFound
from dreamwindow.model.recipe import ParentId, Recipe


def go_on(state: State, *, recall: bool = True) -> Decision:
    """The work is over: end, rest, or make the next thing; with ``recall`` that may be to look for a memory."""
    state, taken = take_engine(state)
    decided, commands = _after_work(state, recall=recall)
    return decided, [*taken, *commands]


def _after_work(state: State, *, recall: bool) -> Decision:
    if state.ending is not None:
        return replace(state, phase=Phase.FINISHED), [Finish(state.ending)]
    if state.remaining == 0:
        return replace(state, phase=Phase.FINISHED), [Finish("completed")]
    if state.reasons:
        return replace(state, phase=Phase.PAUSED), [ReleaseEngine()]
    return _next(state, recall=recall)


def grow_from_memory(state: State, found: MemoryFound) -> Decision:
    """A keyframe that grows from a memory, and the walk to it from the picture on show."""
    if state.ending is not None or state.reasons or state.remaining == 0 or state.planted or state.fresh:
        return go_on(state)  # something else came first
    step = _step(state, "img2img")
    grown = replace(keyframe_recipe(state, step, strength=_strength(state)), parents=(found.origin,))
    life = replace(state.life, since_injection=0, due=None)
    told: list[Command] = [Tell("inject", _why(state, found))]
    seed = step.seed if found.liked else state.seed  # what is liked returns soon, and as another picture
    working, commands = _walk_to(replace(state, life=life, wanted=None, seed=seed), grown, state.beat)
    return working, told + commands


def memory_is_missing(state: State) -> Decision:
    """Nothing fits: go on as if none had been asked for, and do not ask again at once."""
    return go_on(replace(state, life=replace(state.life, since_injection=0, due=None), wanted=None), recall=False)


def _why(state: State, found: MemoryFound) -> str:
    if state.wanted is not None:
        return "more like this"
    return "taste" if found.liked else state.life.why or "chance"


def _next(state: State, *, recall: bool) -> Decision:
    if state.planted is not None:
        return _show_planted(replace(state, newest=state.planted), state.planted)
    grown = state.newest is not None and not state.fresh
    if not grown:
        return _by_mode(state, grown=False)
    if state.size != wanted_size(state):
        return _make(state, recipe_as_it_is(state), between=(), cut=True)
    if state.wanted is not None:
        return replace(state, phase=Phase.RECALLING), [Fetch(state.wanted)]
    if state.life.due is not None:
        return _remedy(state)
    if recall and should_inject(state.life, state.rules.injection, state.beat, state.draws + state.made, state.taste):
        return _recall(state)
    return _by_mode(state, grown=True)


def _remedy(state: State) -> Decision:
    due, why = state.life.due, state.life.why
    told: list[Command] = [Tell(str(due), why)]
    if due == "inject":
        return _recall(state)
    treated = replace(state, life=replace(state.life, due=None))
    if due == "colour" and state.life.correction is not None:
        decided, commands = _by_mode(treated, grown=True, correction=state.life.correction)
    elif due == "reseed":
        decided, commands = _by_mode(draw_seed(treated), grown=True)
    elif due == "cut":
        decided, commands = _by_mode(draw_seed(replace(treated, fresh=True)), grown=False)
    else:  # calm and stir act through the vigour
        decided, commands = _by_mode(treated, grown=True)
    return decided, told + commands


def _recall(state: State) -> Decision:
    return replace(state, phase=Phase.RECALLING), [Recall(state.root_seed + state.made, state.taste)]


def _by_mode(state: State, *, grown: bool, correction: tuple[float, ...] | None = None) -> Decision:
    plan = state.rules.modes[state.settings.mode](_context(state, grown=grown))
    recipe = keyframe_recipe(state, plan, strength=_strength(state))
    if correction is not None and recipe.parents:
        recipe = replace(recipe, options={**recipe.options, "colour": list(correction)})
    return _walk_to(replace(state, seed=plan.seed), recipe, plan.frames if grown else 1)


def _walk_to(state: State, keyframe: Recipe, frames: int) -> Decision:
    if state.remaining is not None:
        frames = min(frames, state.remaining)
    between = tuple(between_recipe(state, keyframe, n / frames) for n in range(1, frames))
    return _make(state, keyframe, between, cut=state.fresh)


def _show_planted(state: State, planted: ParentId) -> Decision:
    working, commands = _make(state, recipe_as_it_is(state), between=(), cut=state.made > 0)
    return working, [Plant(planted), *commands]


def _make(state: State, keyframe: Recipe, between: tuple[Recipe, ...], *, cut: bool) -> Decision:
    working = replace(state, phase=Phase.WORKING, segment_frames=len(between) + 1, leaping=state.fresh)
    order = MakeSegment(keyframe=keyframe, between=between, settings_rev=state.settings.revision, cut=cut)
    return working, [order]


def _strength(state: State) -> float:
    return lived_strength(state.life, state.settings.strength)


def _step(state: State, kind: str) -> StepPlan:
    seed = state.seed + lived_speed(state.life, state.settings.speed) * state.rules.keyframe_interval_s
    return StepPlan(kind="img2img" if kind == "img2img" else "txt2img", seed=seed)


def _context(state: State, *, grown: bool) -> StepContext:
    return StepContext(
        settings=replace(state.settings, speed=lived_speed(state.life, state.settings.speed)),
        grown=grown,
        seed=state.seed,
        display_rate_hz=state.settings.display_rate_hz,
        keyframe_interval_s=state.rules.keyframe_interval_s,
    )
