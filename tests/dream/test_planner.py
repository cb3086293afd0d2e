"""The planner is a function: what it decides can be told by events alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.dream import commands as do
from dreamwindow.dream.planner import LONGEST_RETRY_S, Phase, State, begin, decide
from dreamwindow.model import events as ev
from dreamwindow.model.recipe import ImageId, ParentId, Recipe
from tests.dream.stage import rules, small

WORDS = ev.Words("misty forest")
PHOTO = ImageId("image:" + "ab" * 32)


def fresh(mode: str = "hybrid", max_frames: int | None = None) -> State:
    return begin(rules(max_frames=max_frames), small(mode=mode), WORDS, root_seed=7)


def order_in(commands: list[do.Command]) -> do.MakeSegment:
    (order,) = [c for c in commands if isinstance(c, do.MakeSegment)]
    return order


def planted_in(commands: list[do.Command]) -> list[ParentId]:
    return [c.origin for c in commands if isinstance(c, do.Plant)]


def carried_out(state: State, order: do.MakeSegment) -> tuple[State, list[do.Command]]:
    """Tell the planner that everything went well."""
    for recipe in (*order.between, order.keyframe):
        made = ev.FrameMade(state.made + 1, recipe, recipe is order.keyframe, 0.02)
        state, commands = decide(state, made)
        assert commands in ([], [do.Remember()])
    return decide(state, ev.SegmentDone())


@pytest.mark.parametrize("mode", ["img2img", "interpolate", "hybrid"])
def test_the_first_picture_comes_from_the_words_alone(mode: str) -> None:
    _, commands = decide(fresh(mode), ev.Started())
    order = order_in(commands)
    assert order.keyframe.kind == "txt2img"
    assert order.between == ()
    assert order.keyframe.seed == 7.0


def test_img2img_grows_each_frame_from_the_last_and_walks_the_seed() -> None:
    state, commands = decide(fresh("img2img"), ev.Started())
    first = order_in(commands)
    state, commands = carried_out(state, first)
    second = order_in(commands)
    assert second.keyframe.kind == "img2img"
    assert second.keyframe.parents == (first.keyframe.id,)
    assert second.keyframe.seed == pytest.approx(7.0 + state.settings.speed / 6)
    assert second.between == ()


@pytest.mark.parametrize(("mode", "kind"), [("hybrid", "img2img"), ("interpolate", "txt2img")])
def test_keyframe_modes_walk_from_the_newest_picture_to_the_next_keyframe(mode: str, kind: str) -> None:
    state, commands = decide(fresh(mode), ev.Started())
    first = order_in(commands)
    _, commands = carried_out(state, first)
    order = order_in(commands)
    assert order.keyframe.kind == kind
    assert [r.t for r in order.between] == pytest.approx([n / 6 for n in range(1, 6)])
    assert {r.parents for r in order.between} == {(first.keyframe.id, order.keyframe.id)}


def test_a_photograph_is_shown_as_it_is_and_then_left() -> None:
    state, commands = decide(fresh("hybrid"), ev.Started(PHOTO))
    first = order_in(commands)
    assert (first.keyframe.kind, first.keyframe.strength, first.keyframe.parents) == ("img2img", 0.0, (PHOTO,))
    assert planted_in(commands) == [PHOTO]
    _, commands = carried_out(state, first)
    assert planted_in(commands) == []
    assert order_in(commands).keyframe.parents == (first.keyframe.id,)


def test_a_branch_shows_the_picture_as_it_is_and_grows_from_it() -> None:
    state, commands = decide(fresh("hybrid"), ev.Started())
    first = order_in(commands)
    state, commands = carried_out(state, first)
    state, commands = decide(state, ev.BranchRequested(PHOTO))
    assert commands == [do.CancelSegment(), do.DropBuffered()]
    state, _ = decide(state, ev.FrameMade(state.made + 1, first.keyframe, True, 0.1))  # made before the work ended
    state, commands = decide(state, ev.SegmentCancelled())
    branch = order_in(commands)
    assert planted_in(commands) == [PHOTO]
    assert (branch.keyframe.parents, branch.keyframe.strength, branch.cut) == ((PHOTO,), 0.0, True)
    _, commands = carried_out(state, branch)
    assert order_in(commands).keyframe.parents == (branch.keyframe.id,)


def test_a_branch_that_failed_is_tried_again() -> None:
    state, _ = decide(fresh("img2img"), ev.Started(PHOTO))
    state, _ = decide(state, ev.SegmentFailed("gone", transient=True))
    _, commands = decide(state, ev.RetryDue())
    assert planted_in(commands) == [PHOTO]
    assert order_in(commands).keyframe.parents == (PHOTO,)


@pytest.mark.parametrize("mode", ["img2img", "interpolate", "hybrid"])
@pytest.mark.parametrize("frames", [1, 2, 7, 20])
def test_a_run_of_n_frames_ends_after_exactly_n_with_a_keyframe(mode: str, frames: int) -> None:
    state, commands = decide(fresh(mode, max_frames=frames), ev.Started())
    while not isinstance(commands[0], do.Finish):
        state, commands = carried_out(state, order_in(commands))
    assert state.made == frames
    assert commands == [do.Finish("completed")]
    assert state.phase is Phase.FINISHED


def test_a_transient_failure_is_tried_again_with_growing_patience() -> None:
    state, commands = decide(fresh(), ev.Started())
    wanted = order_in(commands).keyframe
    delays = []
    for _ in range(12):
        state, commands = decide(state, ev.SegmentFailed("gone", transient=True))
        (retry,) = commands
        assert isinstance(retry, do.RetryAfter)
        delays.append(retry.delay_s)
        state, commands = decide(state, ev.RetryDue())
        assert order_in(commands).keyframe.kind == wanted.kind
    assert delays == sorted(delays)
    assert delays[0] < 1
    assert delays[-1] == LONGEST_RETRY_S


def test_a_picture_that_cannot_be_made_is_never_asked_for_again() -> None:
    state, commands = decide(fresh(), ev.Started())
    asked = []
    for _ in range(5):
        asked.append(order_in(commands).keyframe.id)
        state, _ = decide(state, ev.SegmentFailed("never", transient=False))
        state, commands = decide(state, ev.RetryDue())
    assert len(set(asked)) == len(asked)


def test_a_pause_breaks_off_the_work_and_releases_the_engine() -> None:
    state, _ = decide(fresh(), ev.Started())
    state, commands = decide(state, ev.PauseRequested("a game"))
    assert commands == [do.HoldShow(), do.CancelSegment()]
    state, commands = decide(state, ev.SegmentCancelled())
    assert (state.phase, commands) == (Phase.PAUSED, [do.ReleaseEngine()])


def test_two_reasons_hold_until_both_are_gone() -> None:
    state, _ = decide(fresh(), ev.Started())
    state, _ = decide(state, ev.PauseRequested("a game"))
    state, commands = decide(state, ev.PauseRequested("manual"))
    assert commands == []
    state, _ = decide(state, ev.SegmentCancelled())
    state, commands = decide(state, ev.ResumeRequested("a game"))
    assert commands == []
    state, commands = decide(state, ev.ResumeRequested("manual"))
    assert commands[0] == do.ResumeShow()
    order_in(commands)


def test_a_resume_before_the_work_has_ended_goes_on_when_it_has() -> None:
    state, _ = decide(fresh(), ev.Started())
    state, _ = decide(state, ev.PauseRequested("manual"))
    state, commands = decide(state, ev.ResumeRequested("manual"))
    assert commands == [do.ResumeShow()]
    _, commands = decide(state, ev.SegmentCancelled())
    order_in(commands)


def test_a_skip_leaps_to_a_new_seed_and_says_it_is_a_cut() -> None:
    state, commands = decide(fresh(), ev.Started())
    first = order_in(commands)
    state, commands = carried_out(state, first)
    state, commands = decide(state, ev.SkipRequested())
    assert commands == [do.CancelSegment(), do.DropBuffered()]
    late = ev.FrameMade(state.made + 1, first.keyframe, True, 0.1)  # it was made before the work was broken off
    state, _ = decide(state, late)
    state, commands = decide(state, ev.SegmentCancelled())
    order = order_in(commands)
    assert order.cut
    assert order.keyframe.kind == "txt2img"
    assert order.keyframe.seed != first.keyframe.seed


def test_the_picture_after_a_leap_grows_again() -> None:
    state, commands = decide(fresh("img2img"), ev.Started())
    state, _ = carried_out(state, order_in(commands))
    state, _ = decide(state, ev.SkipRequested())
    state, commands = decide(state, ev.SegmentCancelled())
    leap = order_in(commands)
    _, commands = carried_out(state, leap)
    assert order_in(commands).keyframe.parents == (leap.keyframe.id,)


def test_steering_shortens_long_work_and_the_next_keyframe_obeys() -> None:
    state, commands = decide(fresh("hybrid"), ev.Started())
    state, commands = carried_out(state, order_in(commands))
    steered = state.settings.changed(strength=0.9)
    state, commands = decide(state, ev.SettingsChanged(steered))
    assert commands == [do.TruncateSegment()]
    state, commands = decide(state, ev.SegmentDone())
    order = order_in(commands)
    assert order.keyframe.strength == 0.9
    assert order.settings_rev == steered.revision


def test_a_seed_that_is_set_starts_the_walk_there() -> None:
    state, commands = decide(fresh("img2img"), ev.Started())
    state, _ = carried_out(state, order_in(commands))
    state, _ = decide(state, ev.SettingsChanged(state.settings.changed(seed=99), reseed=True))
    state, commands = decide(state, ev.SegmentDone())
    order = order_in(commands)
    assert order.keyframe.kind == "txt2img"
    assert 99 <= order.keyframe.seed < 100


def test_another_size_shows_the_newest_picture_in_it_and_grows_from_that() -> None:
    state, commands = decide(fresh("hybrid"), ev.Started())
    first = order_in(commands)
    state, _ = carried_out(state, first)
    state, _ = decide(state, ev.SettingsChanged(state.settings.changed(width=128)))
    state, commands = decide(state, ev.SegmentDone())
    order = order_in(commands)
    assert (order.keyframe.width, order.keyframe.height, order.keyframe.strength) == (128, 64, 0.0)
    assert (order.keyframe.parents, order.between, order.cut) == ((first.keyframe.id,), (), True)
    _, commands = carried_out(state, order)
    assert order_in(commands).keyframe.strength == state.settings.strength


def test_dropped_frames_do_not_count_toward_the_end() -> None:
    state, commands = decide(fresh("img2img", max_frames=3), ev.Started())
    state, commands = carried_out(state, order_in(commands))
    state, commands = carried_out(state, order_in(commands))
    state, _ = decide(state, ev.FramesDropped(newest=0))
    assert state.remaining == 3


EVENTS = st.sampled_from(
    [
        ev.SegmentDone(),
        ev.SegmentCancelled(),
        ev.SegmentFailed("gone", transient=True),
        ev.SegmentFailed("never", transient=False),
        ev.RetryDue(),
        ev.SkipRequested(),
        ev.BranchRequested(PHOTO),
        ev.PauseRequested("manual"),
        ev.PauseRequested("a game"),
        ev.ResumeRequested("manual"),
        ev.ResumeRequested("a game"),
        ev.ResumeRequested(None),
        ev.SlowdownRequested(2.0, "a budget"),
        ev.WordsChanged(ev.Words("embers")),
        ev.SettingsChanged(small(mode="img2img", revision=2)),
        ev.CacheAdded("cache_00001", 9),
        ev.MemoryFound("cache_00001", PHOTO),
        ev.MemoryMissing(),
        ev.HealthTaken(("entropy",), 0.2, 3.0, (1.0,) * 6),
        ev.HealthTaken((), 0.0, 3.0),
    ]
)


def _possible(state: State, event: ev.PlannerEvent) -> bool:
    """Whether the controller could send ``event`` now: work that is not under way does not end."""
    if isinstance(event, ev.SegmentDone | ev.SegmentCancelled | ev.SegmentFailed):
        return state.phase is Phase.WORKING
    if isinstance(event, ev.MemoryFound | ev.MemoryMissing):
        return state.phase is Phase.RECALLING
    return not isinstance(event, ev.RetryDue) or state.phase is Phase.RETRYING


@given(st.lists(EVENTS, max_size=60))
def test_whatever_happens_it_waits_for_something_that_will_come(happenings: list[ev.PlannerEvent]) -> None:
    """Never two segments at once, and never idle: work, a retry, or a reason to pause is always there."""
    state, commands = decide(fresh(), ev.Started())
    working = True
    for event in happenings:
        if not _possible(state, event):
            continue
        if isinstance(event, ev.SegmentDone | ev.SegmentCancelled | ev.SegmentFailed):
            working = False
        state, commands = decide(state, event)
        orders = [c for c in commands if isinstance(c, do.MakeSegment)]
        assert not (orders and working)
        working = working or bool(orders)
        assert (state.phase is Phase.WORKING) == working
        waits_for_its_own = state.phase in (Phase.RETRYING, Phase.RECALLING)
        assert working or waits_for_its_own or (state.phase is Phase.PAUSED and state.reasons)


@given(st.lists(EVENTS, max_size=40))
def test_the_same_events_give_the_same_commands(happenings: list[ev.PlannerEvent]) -> None:
    def story() -> list[list[do.Command]]:
        state, told = fresh(), []
        for event in [ev.Started(), *happenings]:
            state, commands = decide(state, event)
            told.append(commands)
        return told

    assert story() == story()


def test_the_end_is_the_end() -> None:
    state, _ = decide(replace(fresh(), phase=Phase.PAUSED), ev.StopRequested("enough"))
    assert state.phase is Phase.FINISHED
    assert decide(state, ev.SkipRequested()) == (state, [])


def test_a_recipe_of_an_in_between_says_how_it_was_walked() -> None:
    state = begin(rules(codec="crossfade"), small(), WORDS, root_seed=7)
    state, commands = decide(state, ev.Started())
    _, commands = carried_out(state, order_in(commands))
    between: Recipe = order_in(commands).between[0]
    assert between.options == {"interpolation": "crossfade"}
