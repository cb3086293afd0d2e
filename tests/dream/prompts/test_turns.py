from __future__ import annotations

from collections import Counter

import pytest

from dreamwindow.dream.prompts import Leaning, Rotation, Theme
from dreamwindow.dream.prompts.themes import Spoken
from dreamwindow.dream.prompts.turns import Turns

LAKE, EMBERS, CITY = Theme("lake"), Theme("embers", "smoke"), Theme("city")
RING = (LAKE, EMBERS, CITY)
OWN = Theme("my own words")


class Time:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def ring(slide: float = 0.0, seed: int = 0) -> tuple[Turns, Time]:
    time = Time()
    return Turns(RING, Rotation(seconds=10, slide=slide), time, seed), time


def heard(turns: Turns, time: Time, count: int) -> list[Theme]:
    said = []
    for _ in range(count):
        said.append(turns.spoken().theme)
        time.now_s += 10
    return said


def test_the_words_slide_over_a_share_of_each_turn_but_the_first() -> None:
    turns, time = ring(slide=0.5)
    assert turns.spoken() == Spoken(LAKE)
    time.now_s = 11
    turns.spoken()
    time.now_s = 13.5
    assert turns.spoken() == Spoken(EMBERS, LAKE, 0.5)
    time.now_s = 16.1
    assert turns.spoken() == Spoken(EMBERS)


def test_keyframes_can_be_what_a_slide_is_measured_by() -> None:
    turns = Turns(RING, Rotation(keyframes=4, slide=0.5), Time())
    said = []
    for _ in range(8):
        said.append(turns.spoken())
        turns.keyframe_made()
    assert said == [Spoken(LAKE)] * 4 + [Spoken(EMBERS, LAKE, 0.25), Spoken(EMBERS, LAKE, 0.75), *[Spoken(EMBERS)] * 2]


def test_who_picks_a_theme_has_it_now_and_the_ring_goes_on_from_there() -> None:
    turns, time = ring()
    turns.go_to(2)
    assert heard(turns, time, 3) == [CITY, LAKE, EMBERS]
    turns.go_to()
    assert turns.theme == CITY
    assert turns.count == 4
    with pytest.raises(IndexError):
        turns.go_to(3)


def test_other_themes_take_over_and_the_one_of_now_stays_if_it_can() -> None:
    turns, time = ring()
    time.now_s = 10
    assert turns.spoken().theme == EMBERS
    turns.replace([CITY, Theme("embers", "ash")])
    assert turns.spoken() == Spoken(Theme("embers", "ash"))
    time.now_s = 20
    assert turns.spoken().theme == CITY
    turns.replace([LAKE, EMBERS])
    assert turns.spoken().theme == LAKE
    with pytest.raises(ValueError, match="at least one theme"):
        turns.replace([])


def test_without_closeness_taste_changes_nothing() -> None:
    plain, leaning = ring(), ring()
    leaning[0].lean(Leaning(((CITY, 1.0), (OWN, 0.5))))
    leaning[0].keep_close(0.0)
    assert heard(*plain, 50) == heard(*leaning, 50)


def test_at_its_closest_every_turn_is_taste_s_by_the_shares_of_what_was_kept() -> None:
    turns, time = ring()
    turns.lean(Leaning(((CITY, 0.9), (OWN, 0.3))))
    turns.keep_close(1.0)
    count = Counter(theme.prompt for theme in heard(turns, time, 1000))
    assert set(count) == {"city", "my own words"}
    assert count["city"] / 1000 == pytest.approx(0.75, abs=0.05)


def test_half_way_the_other_half_of_the_turns_is_the_ring_s_in_its_order() -> None:
    turns, time = ring()
    turns.lean(Leaning(((OWN, 1.0),)))
    turns.keep_close(0.5)
    said = heard(turns, time, 1000)
    assert said.count(OWN) / 1000 == pytest.approx(0.5, abs=0.06)
    others = [theme for theme in said if theme != OWN]
    first = RING.index(others[0])
    assert others == [RING[(first + n) % 3] for n in range(len(others))]


def test_the_seed_says_which_turns_are_taste_s() -> None:
    def said(seed: int) -> list[Theme]:
        turns, time = ring(seed=seed)
        turns.lean(Leaning(((OWN, 1.0), (CITY, 1.0))))
        turns.keep_close(0.5)
        return heard(turns, time, 60)

    assert said(1) == said(1)
    assert said(1) != said(2)


def test_who_comes_closer_does_not_wait_for_the_turn_to_end() -> None:
    turns, _ = ring()
    assert turns.spoken().theme == LAKE
    turns.lean(Leaning(((CITY, 1.0),)))
    assert turns.spoken().theme == LAKE
    turns.keep_close(0.2)
    assert turns.spoken().theme == CITY
    turns.keep_close(0.9)
    assert turns.count == 1


def test_who_goes_farther_away_stays_where_he_is() -> None:
    turns, _ = ring()
    turns.keep_close(0.9)
    turns.spoken()
    turns.lean(Leaning(((CITY, 1.0),)))
    turns.keep_close(0.2)
    assert turns.spoken() == Spoken(LAKE)
