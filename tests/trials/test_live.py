from __future__ import annotations

from typing import get_args

import pytest

from trials.live import Defect, run


def test_eight_cameras_and_a_dream_get_their_own_frames_and_fair_shares() -> None:
    assert run(240).faults() == []


def test_the_same_where_the_engine_restyles_several_cameras_at_once() -> None:
    report = run(480, batched=True)
    assert report.faults() == []
    assert report.batches[4] > report.batches[1]


@pytest.mark.parametrize("defect", get_args(Defect))
def test_pictures_that_are_mixed_up_are_noticed(defect: Defect) -> None:
    assert run(160, batched=True, defect=defect).crossed > 0
