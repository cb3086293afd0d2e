"""What a budget that is overdrawn does: slower by steps, held back when that does not help, and back by steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.guard.look import Look
from dreamwindow.guard.thrift import FULL, GRACE_S, STEPS, UNTOUCHED, Thrift, reason_to_hold, weigh

EVERY_S, AFTER_S = 5.0, 10.0


def look(used: float) -> Look:
    over = used > 1.0
    return Look("slow" if over else "clear", f"{used:.2f}", "over" if over else None, used)


def told(uses: Sequence[float], thrift: Thrift = UNTOUCHED) -> list[tuple[float, str | None]]:
    """How slow it goes, and why it is held back, after each of these looks."""
    story, held = list[tuple[float, str | None]](), False
    for number, used in enumerate(uses):
        now = number * EVERY_S
        thrift = weigh(thrift, look(used), now, AFTER_S, held=held)
        reason = reason_to_hold(thrift, look(used), now, held=held)
        held = reason is not None
        story.append((thrift.slowing.times, reason))
    return story


def test_within_its_budget_it_goes_at_full_speed() -> None:
    assert told([0.0, 0.99, 1.0] * 20) == [(1.0, None)] * 60


def test_over_it_the_dream_goes_slower_by_steps_and_is_held_back_after_a_minute() -> None:
    story = told([3.0] * 14)
    assert [times for times, _ in story[:4]] == [2.0, 2.0, 4.0, 4.0]
    assert [reason for _, reason in story] == [None] * round(GRACE_S / EVERY_S) + ["over"] * 2


def test_what_going_slower_mends_is_never_held_back() -> None:
    """The engine's own load: what is used falls with the pace. Control: what does not fall is held back."""
    thrift, held = UNTOUCHED, list[str | None]()
    for number in range(400):
        seen = look(1.8 / thrift.slowing.times)
        thrift = weigh(thrift, seen, number * EVERY_S, AFTER_S, held=False)
        held.append(reason_to_hold(thrift, seen, number * EVERY_S, held=False))
    assert set(held) == {None}
    assert thrift.slowing.times == 2.0
    assert told([1.8] * 400)[-1][1] == "over"


def test_it_goes_faster_when_there_has_been_room_for_that_and_not_at_once() -> None:
    assert [times for times, _ in told([3.0, 0.4, 0.4, 0.4, 0.4])] == [2.0, 2.0, 2.0, 1.0, 1.0]
    assert [times for times, _ in told([3.0, *[0.6] * 9])] == [2.0] * 10


def test_what_is_held_back_and_uses_nothing_begins_as_slowly_as_it_ended() -> None:
    slow = Thrift(step=2, why="over", stepped_at=0.0)
    assert weigh(slow, look(0.0), 100.0, AFTER_S, held=True).slowing.times == STEPS[-1]


def test_the_reason_is_what_was_seen_when_it_slowed_down() -> None:
    assert weigh(UNTOUCHED, look(1.5), 0.0, AFTER_S, held=False).slowing.why == "1.50"
    assert UNTOUCHED.slowing == FULL


def test_another_kind_of_reason_holds_at_once_and_slows_nothing() -> None:
    game = Look("hold", "doom.exe runs", "a game runs")
    thrift = weigh(UNTOUCHED, game, 0.0, AFTER_S, held=False)
    assert thrift.slowing == FULL
    assert reason_to_hold(thrift, game, 0.0, held=False) == "a game runs"


@given(st.lists(st.floats(0.0, 10.0), max_size=60))
def test_it_goes_slower_one_step_at_a_time_and_is_held_back_only_at_the_slowest(uses: list[float]) -> None:
    story = told(uses)
    times = [1.0, *(slow for slow, _ in story)]
    places = [STEPS.index(one) for one in times]
    assert all(abs(after - before) <= 1 for before, after in pairwise(places))
    assert all(slow == STEPS[-1] for slow, reason in story if reason is not None)
