"""The trials of the ComfyUI engine at small n, and the defects that they must find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trials.comfyui_faults import Careless, main, schedules
from trials.comfyui_kills import Plan, judge


async def test_random_faults_lose_no_picture_and_sample_none_twice() -> None:
    verdicts = await schedules(range(12), rate=0.1, at_once=4)
    assert [f"{verdict.seed}: {wrong}" for verdict in verdicts for wrong in verdict.wrong] == []
    assert sum(verdict.made for verdict in verdicts) > 12


async def test_control_a_client_that_posts_again_without_asking_is_found_out() -> None:
    with Careless():
        verdicts = await schedules([2, 5, 12, 22, 30, 44, 56, 81], rate=0.1, at_once=4)
    assert any("times" in wrong for verdict in verdicts for wrong in verdict.wrong)


def test_either_half_can_be_left_out() -> None:
    assert main(["--schedules", "0", "--control", "0"]) == 0


SMALL = Plan(frames=24, kills=1, away_s=0.05)


@pytest.mark.slow
def test_a_dream_goes_on_through_a_restart_and_the_status_tells_of_it() -> None:
    story, wrong = judge(SMALL)
    assert wrong == []
    assert [state for state, _ in story.states] == ["starting", "live", "error", "live", "stopped"]


@pytest.mark.slow
def test_control_a_client_that_connects_only_once_is_found_out() -> None:
    _, wrong = judge(replace(SMALL, limit_s=4.0), defect=True)
    assert any("frames shown" in said for said in wrong)
