"""What the planner makes of taste: facts in, commands out."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.dream import commands as do
from dreamwindow.dream.injection import InjectionOptions, Life, should_inject
from dreamwindow.dream.planner import Phase, State, decide
from dreamwindow.model import events as ev
from tests.dream.test_planner import PHOTO, carried_out, fresh, order_in

LIKE = "20261121_093000-forest/000012.png"


def with_taste(taste: float, likes: int, mode: str = "hybrid") -> State:
    state = fresh(mode)
    state = replace(state, settings=replace(state.settings, taste=taste))
    return decide(state, ev.TasteChanged(likes))[0]


def told(state: State, keyframes: int) -> list[list[do.Command]]:
    """The commands of a dream of so many keyframes, in which every memory that is asked for is found."""
    state, commands = decide(state, ev.Started())
    state, _ = decide(state, ev.CacheAdded("cache_00001", 50))
    all_told = [commands]
    while len(all_told) < keyframes:
        if state.phase is Phase.RECALLING:
            state, commands = decide(state, ev.MemoryFound("cache_00001", PHOTO))
        else:
            state, commands = carried_out(state, order_in(commands))
        all_told.append(commands)
    return all_told


def test_with_the_slider_down_it_is_the_dream_in_which_nothing_was_liked() -> None:
    assert told(with_taste(0.0, 40), 300) == told(with_taste(0.0, 0), 300) == told(with_taste(1.0, 0), 300)


def recalls(taste: float) -> list[do.Recall]:
    return [c for commands in told(with_taste(taste, 5), 300) for c in commands if isinstance(c, do.Recall)]


def test_the_closer_the_oftener_something_returns_and_the_recall_says_how_close() -> None:
    counts = [len(recalls(taste)) for taste in (0.0, 0.5, 1.0)]
    assert counts == sorted(counts)
    assert counts[2] > 3 * counts[0] > 0
    assert {command.taste for command in recalls(0.5)} == {0.5}


@given(st.floats(0, 1), st.integers(0, 40), st.integers(0, 10_000))
def test_what_returns_without_taste_returns_with_it(taste: float, likes: int, draw: int) -> None:
    options = InjectionOptions(probability=random.Random(draw).random())
    life = Life(memories=9, likes=likes, since_injection=draw % 200)
    if should_inject(life, options, 10, draw):
        assert should_inject(life, options, 10, draw, taste)


def test_what_was_liked_needs_no_other_memories_but_injection_can_be_switched_off() -> None:
    life, sure = Life(likes=1, since_injection=999), InjectionOptions(probability=1.0)
    assert should_inject(life, sure, 10, 1, 0.5)
    assert not should_inject(life, sure, 10, 1)
    assert not should_inject(life, replace(sure, enabled=False), 10, 1, 1.0)


def wanting() -> tuple[State, list[do.Command]]:
    state, commands = decide(with_taste(0.5, 1), ev.Started())
    state, commands = carried_out(state, order_in(commands))
    state, shortened = decide(state, ev.MoreWanted(LIKE))
    assert shortened == [do.TruncateSegment()]
    return carried_out(state, order_in(commands))


def test_more_like_this_fetches_the_picture_and_walks_to_it() -> None:
    state, commands = wanting()
    assert commands == [do.Fetch(LIKE)]
    state, commands = decide(state, ev.MemoryFound(LIKE, PHOTO, liked=True))
    assert commands[0] == do.Tell("inject", "more like this")
    order = order_in(commands)
    assert order.keyframe.parents == (PHOTO,)
    assert order.between
    _, commands = carried_out(state, order)
    assert do.Fetch(LIKE) not in commands


def test_a_picture_that_is_gone_is_asked_for_once() -> None:
    state, _ = wanting()
    state, commands = decide(state, ev.MemoryMissing())
    order = order_in(commands)
    assert order.keyframe.kind == "img2img"
    _, commands = carried_out(state, order)
    assert do.Fetch(LIKE) not in commands


@pytest.mark.parametrize(
    ("event", "phase"), [(ev.PauseRequested("manual"), Phase.PAUSED), (ev.StopRequested(), Phase.FINISHED)]
)
def test_who_asks_meanwhile_is_heard_and_the_wish_waits(event: ev.PlannerEvent, phase: Phase) -> None:
    state, _ = wanting()
    state, _ = decide(state, event)
    state, _ = decide(state, ev.MemoryFound(LIKE, PHOTO, liked=True))
    assert state.phase is phase
    if phase is Phase.PAUSED:
        _, commands = decide(state, ev.ResumeRequested())
        assert do.Fetch(LIKE) in commands


def test_a_like_that_returns_by_itself_is_told_as_taste() -> None:
    state, commands = decide(with_taste(1.0, 5), ev.Started())
    while state.phase is not Phase.RECALLING:
        state, commands = carried_out(state, order_in(commands))
    _, commands = decide(state, ev.MemoryFound(LIKE, PHOTO, liked=True))
    assert commands[0] == do.Tell("inject", "taste")


def test_a_like_that_returns_at_once_does_not_give_the_same_picture_again() -> None:
    state, commands = decide(with_taste(1.0, 5), ev.Started())
    recipes: list[str] = []
    while len(recipes) < 20:
        if state.phase is Phase.RECALLING:
            state, commands = decide(state, ev.MemoryFound(LIKE, PHOTO, liked=True))
            recipes.append(order_in(commands).keyframe.id)
        state, commands = carried_out(state, order_in(commands))
    assert len(set(recipes)) == 20
