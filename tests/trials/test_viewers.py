from __future__ import annotations

from trials.viewers import Scene, run


def test_a_stalled_viewer_and_two_that_come_and_go_cost_the_others_nothing() -> None:
    assert run(Scene(viewers=5, seconds=5, rate_hz=8)).wrong() == []


def test_without_credit_a_viewer_that_stalled_sees_the_past() -> None:
    assert any("stale" in said for said in run(Scene(viewers=4, seconds=6, rate_hz=15, credit=False)).wrong())
