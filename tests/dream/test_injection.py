from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.dream import commands as do
from dreamwindow.dream.health import Health, Limits
from dreamwindow.dream.injection import (
    CALM,
    LADDERS,
    PATIENCE,
    RECOVERED,
    STIR,
    InjectionOptions,
    Life,
    Remedies,
    diagnose,
    lived_speed,
    lived_strength,
    should_inject,
)
from dreamwindow.dream.planner import Phase, State, decide
from dreamwindow.model import events as ev
from tests.dream.test_planner import PHOTO, carried_out, fresh, order_in

ALL = Remedies()


def readings(life: Life, why: str, count: int, allowed: Remedies = ALL) -> tuple[Life, list[str]]:
    """So many bad readings in a row, each remedy taken at once; what was tried."""
    tried: list[str] = []
    for _ in range(count):
        life = diagnose(life, (why,), None, allowed)
        if life.due is not None:
            tried.append(life.due)
            life = replace(life, due=None)
    return life, tried


def test_every_figure_of_the_health_has_a_ladder() -> None:
    wrong = Health(entropy=0, spread=0, neighbours=0, second_apart=1, drift=99, diversity=0)
    assert set(Limits().outside(wrong)) == set(LADDERS)


@pytest.mark.parametrize("why", LADDERS)
def test_an_ailment_climbs_its_ladder_one_step_at_a_time(why: str) -> None:
    _, tried = readings(Life(memories=9), why, (PATIENCE + 1) * len(LADDERS[why]))
    assert tried == list(LADDERS[why])


def test_what_the_whole_ladder_did_not_heal_is_tried_from_its_foot_again() -> None:
    _, tried = readings(Life(memories=9), "second_apart", 60)
    assert tried[:6] == ["stir", "reseed", "inject", "cut", "stir", "reseed"]


def test_another_ailment_begins_at_the_foot_of_its_own_ladder() -> None:
    life, _ = readings(Life(memories=9), "second_apart", 2 * (PATIENCE + 1))
    life = diagnose(replace(life, wait=0), ("drift",), None, ALL)
    assert (life.due, life.rung) == ("colour", 1)


def test_a_stirred_dream_moves_even_where_it_was_told_to_stand_still() -> None:
    stirred, calmed = replace(Life(), vigour=STIR), replace(Life(), vigour=CALM)
    assert (lived_speed(Life(), 0.0), lived_strength(Life(), 0.0)) == (0.0, 0.0)
    assert lived_speed(stirred, 0.0) > 0
    assert lived_strength(stirred, 0.1) > 0.1
    assert lived_strength(stirred, 0.9) == 1.0
    assert (lived_speed(calmed, 0.2), lived_strength(calmed, 0.2)) == (0.1, 0.1)


def test_what_is_switched_off_is_never_tried() -> None:
    _, tried = readings(Life(memories=9), "spread", 60, replace(ALL, inject=False, cut=False))
    assert set(tried) == {"colour", "reseed"}
    _, tried = readings(Life(memories=9), "spread", 60, Remedies.none())
    assert tried == []


def test_without_a_memory_none_is_asked_for() -> None:
    _, tried = readings(Life(), "spread", 60)
    assert "inject" not in tried


def test_a_dream_that_recovered_starts_over_and_calms_down() -> None:
    life, _ = readings(Life(), "neighbours", 1)
    assert life.vigour < 1
    for _ in range(RECOVERED):
        life = diagnose(life, (), None, ALL)
    assert (life.rung, life.vigour, life.due) == (0, 1.0, None)


def test_a_memory_returns_by_chance_only_after_its_cooldown() -> None:
    options = InjectionOptions(probability=1.0, cooldown_keyframes=3, least_memories=2)
    ready = Life(memories=2, since_injection=30)
    assert should_inject(ready, options, beat=10, draw=1)
    assert not should_inject(replace(ready, since_injection=29), options, beat=10, draw=1)
    assert not should_inject(replace(ready, memories=1), options, beat=10, draw=1)
    assert not should_inject(ready, replace(options, enabled=False), beat=10, draw=1)
    assert not should_inject(ready, replace(options, probability=0.0), beat=10, draw=1)


@given(st.floats(0.05, 0.95))
def test_the_chance_is_what_was_asked_for(probability: float) -> None:
    options = InjectionOptions(probability=probability, cooldown_keyframes=0)
    draws = [should_inject(Life(memories=99), options, 1, draw) for draw in range(2000)]
    assert sum(draws) / 2000 == pytest.approx(probability, abs=0.05)


def dreaming_with_memories() -> State:
    state = fresh("img2img")
    chance = InjectionOptions(probability=1.0, cooldown_keyframes=0, least_memories=1)
    state = replace(state, rules=replace(state.rules, injection=chance))
    state, commands = decide(state, ev.Started())
    state, _ = decide(state, ev.CacheAdded("cache_00001", 5))
    state, commands = carried_out(state, order_in(commands))
    assert [type(c) for c in commands] == [do.Recall]
    assert state.phase is Phase.RECALLING
    return state


def test_a_memory_that_was_found_is_walked_to_and_told() -> None:
    state = dreaming_with_memories()
    before = state.newest
    state, commands = decide(state, ev.MemoryFound("cache_00001", PHOTO))
    assert commands[0] == do.Tell("inject", "chance")
    order = order_in(commands)
    assert order.keyframe.parents == (PHOTO,)
    assert {recipe.parents for recipe in order.between} == {(before, order.keyframe.id)}
    assert len(order.between) == state.beat - 1


def test_where_none_fits_the_dream_goes_on_as_it_was() -> None:
    _, commands = decide(dreaming_with_memories(), ev.MemoryMissing())
    assert order_in(commands).keyframe.kind == "img2img"


@pytest.mark.parametrize(
    ("event", "phase"),
    [(ev.PauseRequested("manual"), Phase.PAUSED), (ev.StopRequested(), Phase.FINISHED)],
)
def test_who_asks_while_a_memory_is_looked_for_is_heard(event: ev.PlannerEvent, phase: Phase) -> None:
    state, _ = decide(dreaming_with_memories(), event)
    state, _ = decide(state, ev.MemoryFound("cache_00001", PHOTO))
    assert state.phase is phase


def test_a_colour_correction_stands_in_the_recipe() -> None:
    state, commands = decide(fresh("img2img"), ev.Started())
    state, commands = carried_out(state, order_in(commands))
    state, _ = decide(state, ev.HealthTaken(("drift",), 0.2, 30.0, (1.1, 2.0, 1.0, 0.0, 1.0, 0.0)))
    _, commands = carried_out(state, order_in(commands))
    assert commands[0] == do.Tell("colour", "drift")
    assert order_in(commands).keyframe.options == {"colour": [1.1, 2.0, 1.0, 0.0, 1.0, 0.0]}


def test_a_cut_comes_last_and_says_so() -> None:
    state, commands = decide(fresh("img2img"), ev.Started())
    order = order_in(commands)
    told: list[str] = []
    for _ in range(40):
        state, commands = carried_out(state, order)
        told += [c.remedy for c in commands if isinstance(c, do.Tell)]
        if told[-1:] == ["cut"]:
            break
        order = order_in(commands)
        state, _ = decide(state, ev.HealthTaken(("diversity",), 0.2, 3.0))
    assert told == ["reseed", "cut"]
    assert order_in(commands).cut
    assert order_in(commands).keyframe.kind == "txt2img"
