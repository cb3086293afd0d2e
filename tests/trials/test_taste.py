"""The trial of taste at small n: one scene, few frames, and both controls."""

from __future__ import annotations

import pytest

from trials.taste import THEMES, Setup, deaf, verdict

pytestmark = pytest.mark.slow
SMALL = Setup(frames=120, before=12, side=64, rate_hz=6, turn_s=2.5)
SCENE, OTHER, SEED = THEMES[6], THEMES[2], 11


def test_what_was_kept_draws_the_dream_as_far_as_the_slider_says() -> None:
    went = verdict(SCENE, SEED, SMALL)
    assert went.holds, went


def test_control_a_dream_that_is_deaf_to_taste_is_not_drawn() -> None:
    with deaf():
        assert not verdict(SCENE, SEED, SMALL).holds


def test_control_favourites_of_another_scene_draw_elsewhere() -> None:
    assert not verdict(SCENE, SEED, SMALL, liked=OTHER).holds
