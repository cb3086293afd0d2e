from __future__ import annotations

from trials.live import run


def test_eight_cameras_and_a_dream_get_their_own_frames_and_fair_shares() -> None:
    assert run(240).faults() == []


def test_two_outboxes_swapped_are_noticed() -> None:
    assert run(160, swapped=True).crossed > 0
