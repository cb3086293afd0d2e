from __future__ import annotations

import pytest

from dreamwindow.dream.prompts import PromptManager, PromptOptions, Rotation, Theme
from dreamwindow.model.events import Words

THEMES = [Theme("lake"), Theme("embers", "smoke"), Theme("city")]


class Time:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def manager(rotation: Rotation) -> tuple[PromptManager, Time]:
    time = Time()
    return PromptManager(THEMES, rotation, time, PromptOptions(negative_prompt="text")), time


def test_themes_take_turns_by_time_and_begin_again() -> None:
    prompts, time = manager(Rotation(seconds=60))
    said = []
    for time.now_s in range(0, 241, 30):
        said.append(prompts.get_next_prompt())
    assert said == ["lake", "lake", "embers", "embers", "city", "city", "lake", "lake", "embers"]
    assert prompts.rotation_count == 4


def test_themes_take_turns_by_keyframes() -> None:
    prompts, _ = manager(Rotation(keyframes=2))
    said = []
    for _ in range(6):
        said.append(prompts.get_next_prompt())
        prompts.count_keyframe()
    assert said == ["lake", "lake", "embers", "embers", "city", "city"]


def test_a_theme_may_carry_its_own_negative() -> None:
    prompts, time = manager(Rotation(seconds=60))
    assert prompts.words() == Words("lake", "text")
    time.now_s = 60
    assert prompts.words() == Words("embers", "smoke")


def test_what_a_person_set_holds_until_it_is_cleared_and_then_the_rotation_goes_on() -> None:
    prompts, time = manager(Rotation(seconds=60))
    prompts.hold("my own words")
    time.now_s = 3600
    assert prompts.get_next_prompt() == "my own words"
    prompts.hold(None)
    assert prompts.get_next_prompt() == "lake"
    time.now_s = 3600 + 60
    assert prompts.get_next_prompt() == "embers"


def test_a_negative_that_a_person_set_goes_with_every_theme() -> None:
    prompts, time = manager(Rotation(seconds=60))
    prompts.hold(None, "people")
    time.now_s = 60
    assert prompts.words() == Words("embers", "people")


def test_the_negative_of_a_theme_does_not_follow_a_person_s_prompt() -> None:
    prompts, time = manager(Rotation(seconds=60))
    time.now_s = 60
    assert prompts.get_next_prompt() == "embers"
    prompts.hold("mine")
    assert prompts.get_negative_prompt() == "text"


def test_there_is_no_rotation_of_nothing() -> None:
    with pytest.raises(ValueError, match="at least one theme"):
        PromptManager([], Rotation(seconds=1), Time())
