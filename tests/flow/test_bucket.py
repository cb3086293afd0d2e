from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.flow.bucket import TokenBucket


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time_s = 0.0

    def __call__(self) -> float:
        return self.time_s


def test_a_burst_and_then_a_rate() -> None:
    clock = Hand()
    bucket = TokenBucket(per_second=2, burst=3, monotonic=clock)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]
    clock.time_s = 0.5
    assert [bucket.take() for _ in range(2)] == [0, 0.5]


def test_a_refusal_costs_nothing() -> None:
    clock = Hand()
    bucket = TokenBucket(per_second=1, burst=1, monotonic=clock)
    assert [bucket.take() for _ in range(4)] == [0, 1, 1, 1]
    clock.time_s = 1
    assert bucket.take() == 0


def test_it_is_full_when_it_has_forgotten() -> None:
    clock = Hand()
    bucket = TokenBucket(per_second=1, burst=2, monotonic=clock)
    bucket.take()
    assert not bucket.full
    clock.time_s = 1_000
    assert bucket.full


@given(st.lists(st.floats(0, 3)), st.floats(0.1, 10), st.integers(1, 5))
def test_never_more_than_the_burst_and_the_rate(pauses: list[float], rate: float, burst: int) -> None:
    clock = Hand()
    bucket = TokenBucket(rate, burst, clock)
    taken = 0
    for pause in pauses:
        clock.time_s += pause
        taken += bucket.take() == 0
        assert taken <= burst + rate * clock.time_s + 1e-6
