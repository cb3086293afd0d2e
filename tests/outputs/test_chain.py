from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.model.recipe import ParentId, Recipe
from dreamwindow.outputs.chain import RecipeChain
from tests.sessions.recipes_for_tests import between, first, grown


def test_ancestors_come_oldest_first_and_without_the_recipe_itself() -> None:
    chain = RecipeChain()
    a = first()
    b = grown(a)
    c = grown(b, 3)
    mid = between(b, c)
    for recipe in (a, b, c, mid):
        chain.note(recipe)
    assert chain.ancestors(mid) == [a, b, c]
    assert chain.ancestors(b) == [a]
    assert chain.ancestors(a) == []


def test_what_is_written_is_no_longer_an_ancestor_to_write() -> None:
    chain = RecipeChain()
    a = first()
    b = grown(a)
    for recipe in (a, b):
        chain.note(recipe)
    chain.written([a])
    assert chain.ancestors(grown(b, 3)) == [b]


def test_a_branch_that_nobody_grows_from_is_forgotten_and_the_chain_is_kept() -> None:
    chain, recipe = RecipeChain(keep_newest=10), first()
    chain.note(recipe)
    line = [recipe]
    for number in range(200):
        child = grown(recipe, number + 2)
        chain.note(child)
        chain.note(between(recipe, child))
        recipe = child
        line.append(child)
    assert len(chain) < 2 * 201
    assert chain.ancestors(recipe) == line[:-1]


def test_with_records_in_between_it_stays_small() -> None:
    chain, recipe = RecipeChain(keep_newest=10), first()
    for number in range(2_000):
        child = grown(recipe, number + 2)
        chain.note(child)
        if number % 5 == 0:
            chain.written([*chain.ancestors(child), child])
        assert len(chain) <= 20
        recipe = child


def test_more_than_the_most_is_dropped_oldest_first_and_said(caplog: pytest.LogCaptureFixture) -> None:
    chain, recipe = RecipeChain(keep_newest=10, most=50), first()
    with caplog.at_level(logging.WARNING):
        for number in range(500):
            recipe = grown(recipe, number + 2)
            chain.note(recipe)
            assert len(chain) <= 100
    assert len(chain.ancestors(recipe)) >= 49
    assert len(caplog.records) == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), min_size=1, max_size=60))
def test_every_recorded_recipe_has_all_its_ancestors_written_before_it(steps: list[tuple[int, int, bool]]) -> None:
    chain, made, written = RecipeChain(keep_newest=100), [first()], set[ParentId]()
    chain.note(made[0])
    for number, (back, further, record) in enumerate(steps):
        a, b = made[-1 - back % len(made)], made[-1 - further % len(made)]
        child: Recipe = between(a, b, 0.25) if number % 3 == 0 and a != b else grown(a, number + 2)
        made.append(child)
        chain.note(child)
        if record:
            for recipe in (lines := [*chain.ancestors(child), child]):
                assert set(recipe.parents) <= written
                written.add(recipe.id)
            chain.written(lines)
