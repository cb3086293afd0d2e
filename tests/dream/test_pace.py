from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.dream.pace import LONGEST_S, Pace
from dreamwindow.dream.supply import Supply


def test_with_frames_at_hand_it_keeps_the_display_s_rate() -> None:
    assert Pace(24, 18).interval_s(18, 0.0) == pytest.approx(1 / 24)


def test_a_buffer_that_empties_stretches_the_show_a_little() -> None:
    pace = Pace(24, 18)
    intervals = [pace.interval_s(n, 0.0) for n in (18, 4, 3, 2, 1)]
    assert intervals == sorted(intervals)
    assert intervals[-1] < 2 / 24


def test_a_slow_engine_s_pace_is_found_within_a_few_frames() -> None:
    pace = Pace(24, 18)
    for _ in range(8):
        pace.starved(2.0)
    assert pace.interval_s(0, 0.0) == pytest.approx(2.0, rel=0.1)


def test_one_outage_does_not_make_a_fast_engine_slow() -> None:
    pace = Pace(24, 18)
    pace.starved(3600)
    assert pace.interval_s(0, 0.0) <= 2 / 24 + 1e-9


def test_an_engine_that_recovers_is_shown_at_full_rate_again() -> None:
    pace = Pace(24, 18)
    for _ in range(20):
        pace.starved(2.0)
    for _ in range(60):
        pace.interval_s(18, 0.0)
    assert pace.interval_s(18, 0.0) == pytest.approx(1 / 24)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 30)), max_size=50))
def test_it_never_stops_and_never_races(story: list[tuple[float, int]]) -> None:
    pace = Pace(24, 18)
    for gap, buffered in story:
        pace.starved(gap)
        assert 1 / 24 - 1e-9 <= pace.interval_s(buffered, 0.0) <= LONGEST_S


class Engine:
    """Makes bursts: a keyframe in ``keyframe_s``, then ``between`` frames at once, which come before it."""

    def __init__(self, supply: Supply) -> None:
        self.supply = supply
        self.now = 0.0

    def burst(self, keyframe_s: float, between: int) -> None:
        self.now += keyframe_s
        for n in range(between + 1):
            self.supply.ready(self.now, keyframe=n == between)
            self.supply.taken_in(self.now)


def after_bursts(keyframe_s: float, between: int, bursts: int = 5) -> tuple[Pace, Engine]:
    pace = Pace(24, 18)
    engine = Engine(pace.supply)
    engine.supply.taken_in(0.0)
    for _ in range(bursts):
        engine.burst(keyframe_s, between)
    return pace, engine


def test_a_burst_is_spread_over_the_time_until_the_next() -> None:
    pace, engine = after_bursts(5.0, 35)
    now, intervals = engine.now, []
    for buffered in range(35, -1, -1):
        intervals.append(pace.interval_s(buffered, now))
        now += intervals[-1]
    assert sum(intervals) == pytest.approx(5.0, rel=0.05)
    assert max(intervals) < 1.5 * min(intervals)


def test_there_is_room_for_what_the_longest_wait_needs() -> None:
    pace, _ = after_bursts(1.2, 35)
    assert pace.room(64) >= 1.2 * 24
    assert pace.room(64 * 2**20) == 18  # pictures too large to keep more of than was asked for


def test_an_engine_faster_than_the_display_changes_nothing() -> None:
    pace, engine = after_bursts(0.2, 35)
    assert pace.interval_s(18, engine.now) == pytest.approx(1 / 24)
    assert pace.room(64) == 18


def test_one_keyframe_alone_says_nothing_of_bursts() -> None:
    pace = Pace(24, 18)
    engine = Engine(pace.supply)
    engine.supply.taken_in(0.0)
    engine.burst(5.0, 0)
    pace.supply.ready(engine.now + 5.0, keyframe=False)
    assert pace.interval_s(3, engine.now + 5.0) < 2 / 24


def test_a_pause_and_the_wait_for_room_are_no_sign_of_a_slow_engine() -> None:
    pace, engine = after_bursts(0.2, 35)
    pace.supply.interrupted()
    engine.now += 3600.0
    engine.burst(0.2, 35)
    for number in range(36):
        engine.now += 0.01
        pace.supply.ready(engine.now, keyframe=number == 35)
        engine.now += 100.0  # there was no room
        pace.supply.taken_in(engine.now)
    assert pace.supply.per_frame_s == pytest.approx(0.01, rel=0.5)
    assert pace.interval_s(18, engine.now) == pytest.approx(1 / 24)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.booleans(), st.integers(0, 300)), max_size=50))
def test_whatever_the_supply_it_never_stops_and_never_races(story: list[tuple[float, bool, int]]) -> None:
    pace, now = Pace(24, 18), 0.0
    for took_s, keyframe, buffered in story:
        now += took_s
        pace.supply.ready(now, keyframe=keyframe)
        pace.supply.taken_in(now)
        assert 1 / 24 - 1e-9 <= pace.interval_s(buffered, now) <= LONGEST_S
        assert 18 <= pace.room(2**20) <= 256


def test_what_is_slowed_down_stays_longer_at_every_pace() -> None:
    for gaps in ([], [2.0] * 8):  # a fast engine, and a slow one
        plain, slowed = Pace(24, 18), Pace(24, 18)
        slowed.slow_down(4)
        for gap in gaps:
            plain.starved(gap)
            slowed.starved(4 * gap)
        for buffered in (0, 2, 18):
            assert slowed.interval_s(buffered, 0.0) == pytest.approx(4 * plain.interval_s(buffered, 0.0))
