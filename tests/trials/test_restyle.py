"""The trial of restyling at small n: one scene with its cut, and every control."""

from __future__ import annotations

from functools import cache

import pytest

from dreamwindow.model.settings import Settings
from trials.moving import Moment
from trials.restyle import after_a_cut, averaged, cuts_unseen, judged, scenes, singly

SETTINGS = Settings(prompt="neon cyberpunk city", strength=0.5)


@cache
def films() -> dict[str, list[Moment]]:
    return scenes(side=96, count=12)


@pytest.fixture
def walk() -> list[Moment]:
    return films()["somebody passes by"]


def test_what_moves_flickers_half_as_much_as_frame_by_frame_and_is_as_readable(walk: list[Moment]) -> None:
    verdict = judged(walk, SETTINGS)
    assert verdict.holds, verdict


def test_control_a_stream_that_forgets_does_not_hold(walk: list[Moment]) -> None:
    assert not judged(walk, SETTINGS, singly).holds


def test_control_a_mean_that_knows_nothing_of_motion_does_not_hold(walk: list[Moment]) -> None:
    assert not judged(walk, SETTINGS, averaged).holds


def test_nothing_is_left_of_a_scene_after_a_cut() -> None:
    a, b, _ = films().values()
    assert after_a_cut(a[0], b[0], SETTINGS) == 0


def test_control_a_cut_that_is_not_seen_leaves_a_ghost() -> None:
    a, b, _ = films().values()
    with cuts_unseen():
        assert after_a_cut(a[0], b[0], SETTINGS) > 1
