from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.dream.pace import LONGEST_S, Pace


def test_with_frames_at_hand_it_keeps_the_display_s_rate() -> None:
    assert Pace(24, 18).interval_s(18) == pytest.approx(1 / 24)


def test_a_buffer_that_empties_stretches_the_show_a_little() -> None:
    pace = Pace(24, 18)
    intervals = [pace.interval_s(n) for n in (18, 4, 3, 2, 1)]
    assert intervals == sorted(intervals)
    assert intervals[-1] < 2 / 24


def test_a_slow_engine_s_pace_is_found_within_a_few_frames() -> None:
    pace = Pace(24, 18)
    for _ in range(8):
        pace.starved(2.0)
    assert pace.interval_s(0) == pytest.approx(2.0, rel=0.1)


def test_one_outage_does_not_make_a_fast_engine_slow() -> None:
    pace = Pace(24, 18)
    pace.starved(3600)
    assert pace.interval_s(0) <= 2 / 24 + 1e-9


def test_an_engine_that_recovers_is_shown_at_full_rate_again() -> None:
    pace = Pace(24, 18)
    for _ in range(20):
        pace.starved(2.0)
    for _ in range(60):
        pace.interval_s(18)
    assert pace.interval_s(18) == pytest.approx(1 / 24)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 30)), max_size=50))
def test_it_never_stops_and_never_races(story: list[tuple[float, int]]) -> None:
    pace = Pace(24, 18)
    for gap, buffered in story:
        pace.starved(gap)
        assert 1 / 24 - 1e-9 <= pace.interval_s(buffered) <= LONGEST_S
