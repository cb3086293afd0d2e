from __future__ import annotations

import random

import pytest

from trials.fuzz import RIGHT, bend, caught, judge
from trials.malformed import Plan
from trials.malformed_defects import DEFECTS, Defect


def test_each_message_is_answered_or_closed_by_rule() -> None:
    verdict = judge(Plan(n=300))
    assert verdict.faults == []
    assert {"error", "closed", "styled_frame", "prompt_updated", "settings", "welcome"} <= set(verdict.taken)


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_server_with_a_defect_is_objected_to(defect: Defect) -> None:
    assert caught(defect)


def test_the_same_seed_bends_alike_and_text_can_be_sent() -> None:
    for message in RIGHT:
        bent = [bend(random.Random(7), message) for _ in range(2)]
        assert bent[0] == bent[1]
        assert isinstance(bent[0], bytes) or bent[0].encode()
