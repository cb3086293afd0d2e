from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.config.prompts import DEFAULT_THEMES
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.prompts.sliding import STEPS, slid, weighed
from dreamwindow.dream.prompts.themes import Spoken
from dreamwindow.engines.procedural.style import Style
from dreamwindow.engines.procedural.words import tokens, understand

LAKE, EMBERS = Theme("a lake"), Theme("glowing embers")


def at(t: float, before: Theme = LAKE, theme: Theme = EMBERS) -> str:
    return slid(Spoken(theme, before, t))


def test_both_count_in_full_half_way_and_each_alone_at_its_end() -> None:
    assert at(0.0) == "(a lake:1.00), (glowing embers:0.15)"
    assert at(0.5) == "(a lake:0.92), (glowing embers:1.00)"
    assert at(0.99) == "(a lake:0.15), (glowing embers:1.00)"
    assert at(1.0) == slid(Spoken(EMBERS)) == "glowing embers"


@given(st.floats(0, 1))
def test_no_word_is_ever_louder_than_it_would_be_alone(t: float) -> None:
    assert all(0 < token.weight <= 1 for token in tokens.parse(at(t)))


def test_a_slide_is_a_known_number_of_prompts() -> None:
    assert len({at(n / 1000) for n in range(1000)}) == STEPS


@given(st.text(max_size=40), st.floats(0.01, 1))
def test_any_prompt_can_be_weighed_and_closes_what_it_opens(prompt: str, weight: float) -> None:
    """What follows the group is out of it, and what is in it has the group's weight."""
    alone, inside = tokens.parse(prompt), tokens.parse(f"{weighed(prompt, weight)} after")
    assert inside[-1] == tokens.Token("after", 1.0)
    assert len(inside) - 1 == len(alone)


@pytest.mark.parametrize("prompt", ["a ) b", "a (b", "[a (b] c)", "a \\", "a \\) b", "(a:1.2) b"])
def test_a_group_has_its_weight_whatever_brackets_are_in_it(prompt: str) -> None:
    weights = [token.weight for token in tokens.parse(weighed(prompt, 0.5))]
    assert max(weights) <= 0.6
    assert weights


def test_two_prompts_too_long_for_one_are_not_mixed() -> None:
    long = Theme("lake " * 300)
    assert at(0.2, long, long) == long.prompt
    assert at(0.2, long, EMBERS).startswith("(lake")


def far(a: Style, b: Style) -> float:
    return float(np.abs(a.motifs - b.motifs).sum() + np.abs(a.knobs - b.knobs).sum())


@pytest.mark.parametrize("n", range(len(DEFAULT_THEMES)))
def test_no_step_of_a_slide_is_near_as_far_as_a_cut(n: int) -> None:
    """Between any theme and the next one, in what the embedded engine makes of the words."""
    before, theme = Theme(DEFAULT_THEMES[n - 1].prompt), Theme(DEFAULT_THEMES[n].prompt)
    prompts = [before.prompt, *(at((step + 0.5) / STEPS, before, theme) for step in range(STEPS)), theme.prompt]
    styles = [understand(prompt).style for prompt in prompts]
    steps = [far(a, b) for a, b in pairwise(styles)]
    assert max(steps) < 0.4 * far(styles[0], styles[-1])
