from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.errors import ConfigError
from dreamwindow.outputs.policy import RateLimit, RecordPolicy, parse_record
from tests.outputs.frames import SECOND_US, frame


@pytest.mark.parametrize("text", ["keyframes", "all", "every:12", "none"])
def test_what_can_be_said_is_understood(text: str) -> None:
    assert str(parse_record(text)) == text
    assert parse_record(f" {text.upper()} ") == parse_record(text)


@pytest.mark.parametrize(
    "text", ["", "some", "every", "every:", "every:0", "every:-1", "every:1.5", "every:²", "all:2"]
)
def test_anything_else_says_what_is_allowed(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_record(text)
    assert caught.value.remedy == "Allowed: keyframes, all, every:N (N from 1), none."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("all", [1, 2, 3, 4, 5, 6]),
        ("every:3", [1, 4]),
        ("every:1", [1, 2, 3, 4, 5, 6]),
        ("none", []),
        ("keyframes", [2, 4, 6]),
    ],
)
def test_each_policy_wants_its_frames(text: str, numbers: list[int]) -> None:
    policy: RecordPolicy = parse_record(text)
    assert [n for n in range(1, 7) if policy.wants(frame(n, keyframe=n % 2 == 0))] == numbers


@given(st.lists(st.integers(0, 20 * SECOND_US), max_size=200), st.integers(1, 30))
def test_no_minute_ever_holds_more_than_the_most(gaps_us: list[int], most: int) -> None:
    limit, at_us, allowed = RateLimit(most), 0, []
    for gap_us in gaps_us:
        at_us += gap_us
        if limit.allows(at_us):
            allowed.append(at_us)
    for begin in allowed:
        assert sum(begin <= at < begin + 60 * SECOND_US for at in allowed) <= most


def test_keyframes_at_the_highest_rate_are_all_kept_though_they_come_unevenly() -> None:
    limit = RateLimit(12)
    times = [n * 5 * SECOND_US + (n % 2) * SECOND_US for n in range(100)]
    assert sum(limit.allows(at) for at in times) >= 99


def test_a_burst_does_not_use_up_the_minute() -> None:
    limit = RateLimit(12)
    allowed = [at for at in range(0, 60 * SECOND_US, SECOND_US) if limit.allows(at)]
    assert len(allowed) == 12
    assert allowed[-1] >= 30 * SECOND_US
