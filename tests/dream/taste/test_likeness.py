from __future__ import annotations

import numpy as np
import pytest

from dreamwindow.contracts.embedder import SimilarityScale, Vectors
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste import Like, leaning

SCALE = SimilarityScale(different=0.0, alike=0.4, same=0.8, duplicate=0.9)
FOREST, WOODS, EMBERS, SEA = Theme("misty forest"), Theme("dark woods"), Theme("embers"), Theme("sea")
THEMES = (FOREST, WOODS, EMBERS, SEA)


def towards(*amounts: float) -> Vectors:
    vector = np.zeros(8, np.float32)
    vector[: len(amounts)] = amounts
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def liked(theme: Theme, vector: Vectors, count: int = 1) -> list[Like]:
    return [Like(f"{theme.prompt}-{n}", theme, vector, "") for n in range(count)]


def shares(likes: list[Like], seen: list[tuple[str, Vectors]] | None = None) -> dict[str, float]:
    return {theme.prompt: share for theme, share in leaning(likes, THEMES, seen or [], SCALE).shares}


def test_nothing_liked_leads_nowhere() -> None:
    assert not leaning([], THEMES, [("sea", towards(1))], SCALE)


def test_the_words_that_were_liked_lead_back() -> None:
    assert shares(liked(FOREST, towards(1), 10)) == {"misty forest": pytest.approx(1.0)}


def test_what_was_kept_of_two_scenes_is_shared_between_them() -> None:
    both = liked(FOREST, towards(1, 0), 8) + liked(EMBERS, towards(0, 1), 2)
    assert shares(both) == {"misty forest": pytest.approx(0.8), "embers": pytest.approx(0.2)}


def test_a_theme_that_looks_like_it_leads_there_too_though_nobody_liked_it() -> None:
    seen = [("dark woods", towards(0.6, 0.8)), ("sea", towards(0, 0, 1))]
    found = shares(liked(FOREST, towards(1), 4), seen)
    assert found == {"misty forest": pytest.approx(1.0), "dark woods": pytest.approx(0.75**2)}


def test_pictures_with_modifiers_count_for_their_theme_and_longer_words_do_not() -> None:
    seen = [("sea, at night", towards(1)), ("embers glowing", towards(1))]
    assert "sea" in shares(liked(FOREST, towards(1)), seen)
    assert "embers" not in shares(liked(FOREST, towards(1)), seen)


def test_words_of_one_s_own_lead_back_though_they_are_no_theme() -> None:
    own = Theme("my grandmother's garden", "people")
    (lead,) = leaning(liked(own, towards(1)), THEMES, [], SCALE).shares
    assert lead[0] == own


def test_a_theme_s_own_negative_goes_with_it() -> None:
    with_negative = Theme("misty forest", "people")
    (lead,) = leaning(liked(FOREST, towards(1)), [with_negative], [], SCALE).shares
    assert lead[0] == with_negative


def test_what_is_hardly_alike_is_left_to_chance() -> None:
    seen = [("sea", towards(0.15, 0.98))]
    assert "sea" not in shares(liked(FOREST, towards(1)), seen)
