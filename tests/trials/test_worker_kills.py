from __future__ import annotations

import sys

import pytest

from trials.worker_kills import Plan, judge

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")]


def test_a_dream_goes_on_through_kills_of_its_engines_process() -> None:
    story, wrong = judge(Plan(kills=2, rate_hz=60.0))
    assert wrong == []
    assert len(story.killed) == 2


def test_a_host_that_starts_no_other_process_is_found_out() -> None:
    _, wrong = judge(Plan(kills=1, rate_hz=60.0, limit_s=3.0), defect=True)
    assert any("given up" in said for said in wrong)
