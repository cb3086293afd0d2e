from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dreamwindow.dream.prompts import Modifiers
from dreamwindow.dream.prompts.modifiers import time_of_day


def clock(hour: int) -> datetime:
    return datetime(2026, 11, 21, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "at night"), (4, "at night"), (5, "at dawn"), (9, "in the morning"), (12, "in bright daylight"),
     (16, "at golden hour"), (20, "at dusk"), (21, "at night"), (23, "at night")],
)  # fmt: skip
def test_every_hour_has_its_words(hour: int, words: str) -> None:
    assert time_of_day(clock(hour)) == words


def test_a_theme_takes_on_the_hour_unless_it_names_one() -> None:
    modifiers = Modifiers(wall_time=lambda: clock(22))
    assert modifiers.added_to("misty forest", 0) == "misty forest, at night"
    assert modifiers.added_to("a lake at Golden Hour", 0) == "a lake at Golden Hour"
    assert modifiers.added_to("knights", 0) == "knights, at night"


def test_each_turn_has_its_pick_and_the_seed_says_which() -> None:
    picks = ("soft light", "seen from afar", "in the rain")
    said = [Modifiers(picks=picks, seed=3).added_to("lake", turn) for turn in range(40)]
    assert said == [Modifiers(picks=picks, seed=3).added_to("lake", turn) for turn in range(40)]
    assert said != [Modifiers(picks=picks, seed=4).added_to("lake", turn) for turn in range(40)]
    assert set(said) == {f"lake, {pick}" for pick in picks}


def test_nothing_is_added_where_nothing_was_asked_for() -> None:
    assert Modifiers().added_to("lake", 5) == "lake"
