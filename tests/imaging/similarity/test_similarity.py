"""The index finds what sorting everything finds, whatever came and went before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging.similarity import VectorIndex
from dreamwindow.imaging.similarity.prefilter import Prefilter
from dreamwindow.imaging.similarity.rows import Rows

WIDTH = 72
SEEDS = st.integers(0, 2**32 - 1)


def unit(seed: int, count: int, spread: float = 1.0) -> Vectors:
    """Unit vectors about a few centres; a small ``spread`` puts them close together."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((5, WIDTH))
    vectors = centres[random.integers(0, 5, count)] + spread * random.standard_normal((count, WIDTH))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def rows(vectors: Vectors) -> Rows:
    long = Rows(WIDTH)
    long.append(vectors)
    return long


def by_sorting(keys: list[int], vectors: Vectors, query: Vectors, k: int) -> list[int]:
    """The first ``k`` keys, by sorting all; keys are in the order of adding."""
    cosines = (vectors.astype(np.float64) * query).sum(axis=1)
    return [keys[place] for place in np.argsort(-cosines, kind="stable")[:k]]


def found(among: VectorIndex[int], query: Vectors, k: int) -> list[int]:
    return [neighbour.key for neighbour in among.search(query, k)]


@settings(max_examples=40, deadline=None)
@given(
    SEEDS, st.integers(1, 300), st.integers(1, 80), st.sampled_from([0.0, 0.05, 0.3, 1.0]), st.sampled_from([32, 10**6])
)
def test_finds_what_sorting_finds(seed: int, count: int, k: int, spread: float, large: int) -> None:
    vectors, query = unit(seed, count, spread), unit(seed, count + 1, spread)[-1]
    among = VectorIndex[int](WIDTH, large)
    among.extend(range(count), vectors)
    assert found(among, query, k) == by_sorting(list(range(count)), vectors, query, k)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(70, 200), st.floats(0.01, 2))
def test_no_cosine_is_above_its_bound(seed: int, count: int, spread: float) -> None:
    vectors, query = unit(seed, count, spread), unit(seed + 1, 1)[0]
    bounds = Prefilter(rows(vectors)).bounds(query)
    assert (vectors @ query <= bounds + 1e-5).all()


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.lists(st.sampled_from(["add", "drop", "drop", "look"]), max_size=60))
def test_bounds_hold_for_rows_that_took_the_place_of_others(seed: int, steps: list[str]) -> None:
    random, long, new = np.random.default_rng(seed), rows(unit(seed, 80)), iter(unit(seed + 1, 60))
    prefilter = Prefilter(long)
    for step in steps:
        if step == "add":
            long.append(next(new)[None])
        elif step == "drop":
            place = int(random.integers(len(long)))
            long.drop(place)
            prefilter.dropped(place)
        else:
            prefilter.bounds(long.filled[0])
    cosines = long.filled @ long.filled.T
    bounds = np.stack([prefilter.bounds(query) for query in long.filled])
    assert (cosines <= bounds + 1e-5).all()


def test_bounds_leave_few_to_look_at() -> None:
    """Of vectors about 5 centres, as pictures of 5 prompts are."""
    vectors = unit(1, 2000, 0.3)
    bounds = Prefilter(rows(vectors)).bounds(vectors[7])
    fifth = np.partition(vectors @ vectors[7], -5)[-5]
    assert np.count_nonzero(bounds >= fifth) < len(vectors) // 4


def test_equal_vectors_come_in_the_order_of_adding() -> None:
    (vector, other), among = unit(3, 2), VectorIndex[int](WIDTH)
    for key in range(0, 40, 2):
        among.add(key, vector)
        among.add(key + 1, other)
    assert found(among, vector, 20) == list(range(0, 40, 2))
    among.remove(0)
    among.remove(20)
    among.add(0, vector)
    assert found(among, vector, 20) == [*range(2, 20, 2), *range(22, 40, 2), 0, found(among, vector, 20)[-1]]


def test_what_is_too_far_is_left_out() -> None:
    axes, among = np.eye(WIDTH, dtype=np.float32), VectorIndex[str](WIDTH)
    among.add("x", axes[0])
    among.add("y", axes[1])
    assert [(n.key, n.similarity) for n in among.search(axes[0], at_least=0.5)] == [("x", 1.0)]
    assert among.search(axes[2], at_least=0.5) == []
    assert among.search(axes[0], k=0) == []
    assert VectorIndex[str](WIDTH).search(axes[0]) == []


def test_gives_a_vector_back_as_a_copy() -> None:
    vectors, among = unit(5, 2), VectorIndex[str](WIDTH)
    among.extend(["a", "b"], vectors)
    among.vector("b")[:] = 0
    assert np.array_equal(among.vector("b"), vectors[1])
    assert "a" in among
    assert "c" not in among


def test_what_cannot_be_added_changes_nothing() -> None:
    vectors, among = unit(6, 3), VectorIndex[str](WIDTH)
    among.add("a", vectors[0])
    for keys, wrong in (
        (["a"], vectors[:1]),
        (["b", "b"], vectors[1:]),
        (["b"], vectors[1:]),
        (["b"], vectors[1:2] * 2),
        (["b"], vectors[1:2, :-1]),
        (["b"], vectors[1:2] * np.nan),
    ):
        with pytest.raises(ValueError, match=r"keys|length|key"):
            among.extend(keys, wrong)
    assert len(among) == 1
    with pytest.raises(KeyError):
        among.remove("b")


class ComingAndGoing(RuleBasedStateMachine):
    """An index beside a plain list of what should be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.index = VectorIndex[int](WIDTH, large=64)
        self.keys: list[int] = []
        self.vectors = np.empty((0, WIDTH), np.float32)
        self.next = 0

    @rule(seed=SEEDS, count=st.integers(1, 50), spread=st.sampled_from([0.0, 0.1, 1.0]))
    def add(self, seed: int, count: int, spread: float) -> None:
        new, vectors = list(range(self.next, self.next + count)), unit(seed, count, spread)
        self.index.extend(new, vectors)
        self.keys, self.next = self.keys + new, self.next + count
        self.vectors = np.concatenate([self.vectors, vectors])

    @precondition(lambda self: self.keys)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.keys) - 1))
        self.index.remove(self.keys.pop(place))
        self.vectors = np.delete(self.vectors, place, axis=0)

    @rule(count=st.integers(1, 40), seed=SEEDS)
    def remove_many(self, count: int, seed: int) -> None:
        """With no search in between: what a search would bring up to date is left as it is."""
        random = np.random.default_rng(seed)
        for _ in range(min(count, len(self.keys))):
            place = int(random.integers(len(self.keys)))
            self.index.remove(self.keys.pop(place))
            self.vectors = np.delete(self.vectors, place, axis=0)

    def teardown(self) -> None:
        self.finds_what_sorting_finds()

    @rule()
    def finds_what_sorting_finds(self) -> None:
        query = unit(self.next, 1)[0]
        assert len(self.index) == len(self.keys)
        assert found(self.index, query, 7) == by_sorting(self.keys, self.vectors, query, 7)


TestComingAndGoing = ComingAndGoing.TestCase
TestComingAndGoing.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
