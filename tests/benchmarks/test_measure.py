"""A figure is only worth what its arithmetic is."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measure import Figure, pair, repeat, verdict

samples = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=50)


@given(samples)
def test_half_of_the_samples_lie_below_the_median(values: list[float]) -> None:
    assert Figure("x", values).quantile(0.5) == pytest.approx(statistics.median(values))


@given(samples)
def test_the_ends_are_the_least_and_the_greatest(values: list[float]) -> None:
    figure = Figure("x", values)
    assert (figure.quantile(0), figure.quantile(1)) == (min(values), max(values))


def test_two_ways_take_turns_and_the_first_turn_does_not_count() -> None:
    turns: list[str] = []
    measured = pair(("a", lambda: turns.append("a")), ("b", lambda: turns.append("b")), n=3)
    assert turns == ["a", "b"] * 4
    assert len(measured.ours.samples) == len(measured.other.samples) == 3


def test_the_ratio_is_taken_turn_by_turn() -> None:
    times = iter([1.0, 2.0, 10.0, 30.0])
    measured = pair(("a", lambda: None), ("b", lambda: None), n=2, timer=lambda _: next(times))
    assert measured.ratio.samples == [2.0, 3.0]


def test_a_figure_says_whether_it_reached_what_was_asked() -> None:
    figure = repeat("start", lambda: None, n=3, timer=lambda _: 4.0)
    assert verdict(figure, under=5).startswith("reached: start 4.00 ms")
    assert verdict(figure, under=4).startswith("MISSED")
