"""A reason holds at once, and until it has been gone for a while."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.guard.hysteresis import NOTHING, Hold, next_look_s, settle

AFTER_S = 10.0


def test_a_reason_holds_at_once_and_until_it_has_been_gone_for_long_enough() -> None:
    hold = settle(NOTHING, "a game", 0.0, AFTER_S)
    assert hold == Hold("a game")
    hold = settle(hold, None, 5.0, AFTER_S)
    assert hold == Hold("a game", gone_since=5.0)
    assert settle(hold, None, 14.9, AFTER_S).reason == "a game"
    assert settle(hold, None, 15.0, AFTER_S) == NOTHING


def test_a_reason_that_comes_back_begins_anew() -> None:
    hold = settle(Hold("a game", gone_since=5.0), "a game", 14.0, AFTER_S)
    assert settle(hold, None, 15.0, AFTER_S) == Hold("a game", gone_since=15.0)


def test_without_a_wait_it_is_let_go_at_the_first_look() -> None:
    assert settle(Hold("nobody"), None, 3.0, 0.0) == NOTHING


def test_the_next_look_comes_when_the_reason_may_be_let_go() -> None:
    assert next_look_s(NOTHING, 7.0, 5.0, AFTER_S) == 5.0
    assert next_look_s(Hold("a game", gone_since=5.0), 7.0, 5.0, AFTER_S) == 5.0
    assert next_look_s(Hold("a game", gone_since=5.0), 13.0, 5.0, AFTER_S) == 2.0
    assert next_look_s(Hold("a game", gone_since=5.0), 99.0, 5.0, AFTER_S) == 0.0


@given(st.lists(st.tuples(st.floats(0.1, 20), st.booleans()), min_size=1, max_size=40))
def test_it_never_lets_go_sooner_than_it_should(steps: list[tuple[float, bool]]) -> None:
    now, last_seen, hold = 0.0, float("-inf"), NOTHING
    for seconds, seen in steps:
        now += seconds
        last_seen = now if seen else last_seen
        before, hold = hold, settle(hold, "a game" if seen else None, now, AFTER_S)
        if seen:
            assert hold.reason == "a game"
        elif before.reason is not None and hold.reason is None:
            assert now - last_seen >= AFTER_S
