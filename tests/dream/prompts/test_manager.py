from __future__ import annotations

import pytest

from dreamwindow.dream.prompts import Modifiers, Moment, PromptManager, PromptOptions, Rotation, Theme, Timeline
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


NIGHT = Timeline(
    (
        Moment(at_s=5, theme=Theme("a lake at dawn", "people")),
        Moment(at_s=20, theme=Theme("a storm"), over_s=10),
        Moment(at_s=40, theme=None),
    )
)


def on_a_timeline() -> tuple[PromptManager, Time]:
    time = Time()
    options = PromptOptions(negative_prompt="text", timeline=NIGHT, modifiers=Modifiers(picks=("soft light",)))
    return PromptManager(THEMES, Rotation(seconds=60), time, options), time


def test_a_timeline_goes_before_the_themes_in_its_own_words() -> None:
    prompts, time = on_a_timeline()
    assert prompts.words() == Words("lake, soft light", "text")
    time.now_s = 5
    assert prompts.words() == Words("a lake at dawn", "people")
    time.now_s = 22
    assert prompts.words() == Words("(a lake at dawn:1.00), (a storm:0.46)", "people")
    time.now_s = 30
    assert prompts.words() == Words("a storm", "text")
    time.now_s = 40
    assert prompts.words() == Words("lake, soft light", "text")


def test_a_person_is_told_of_the_nearer_theme_while_the_prompt_is_a_mix() -> None:
    time = Time()
    options = PromptOptions(modifiers=Modifiers(picks=("soft light",)))
    prompts = PromptManager(THEMES, Rotation(seconds=60, slide=0.5), time, options)
    told = list[tuple[str, bool]]()
    for time.now_s in (0, 61, 70, 76, 95):
        words = prompts.words()
        told.append((str(words), ":" in words.prompt))
    assert told == [
        ("lake, soft light", False), ("lake, soft light", True), ("lake, soft light", True),
        ("embers, soft light", True), ("embers, soft light", False),
    ]  # fmt: skip
    prompts.hold("mine")
    assert str(prompts.words()) == "mine"


def test_the_theme_that_comes_back_after_a_timeline_has_its_full_time() -> None:
    prompts, time = on_a_timeline()
    for time.now_s in range(100):
        prompts.words()
    assert prompts.get_next_prompt() == "lake, soft light"
    time.now_s = 101
    assert prompts.get_next_prompt() == "embers, soft light"


def test_a_person_goes_before_a_timeline() -> None:
    prompts, time = on_a_timeline()
    prompts.hold("mine")
    time.now_s = 22
    assert prompts.words() == Words("mine", "text")
    prompts.hold(None)
    assert prompts.get_next_prompt().endswith("(a storm:0.46)")


def test_the_same_seed_and_times_give_the_same_words() -> None:
    def said(seed: int) -> list[Words]:
        time = Time()
        modifiers = Modifiers(picks=("soft light", "rain"), seed=seed)
        prompts = PromptManager(
            THEMES, Rotation(seconds=7, slide=0.5), time, PromptOptions(seed=seed, modifiers=modifiers)
        )
        words = []
        for time.now_s in range(300):
            words.append(prompts.words())
        return words

    assert said(1) == said(1)
    assert said(1) != said(2)


def test_what_was_said_is_known_by_its_theme() -> None:
    time = Time()
    modifiers = Modifiers(picks=("soft light",))
    prompts = PromptManager(THEMES, Rotation(seconds=10, slide=0.5), time, PromptOptions(modifiers=modifiers))
    assert prompts.theme_of(prompts.get_next_prompt()) == THEMES[0]
    time.now_s = 10
    assert prompts.theme_of(prompts.get_next_prompt()) == THEMES[0], "the slide has only begun"
    time.now_s = 14
    assert prompts.theme_of(prompts.get_next_prompt()) == THEMES[1]
    assert prompts.theme_of("never said") == Theme("never said")
