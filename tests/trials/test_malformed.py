"""The trial of malformed input at small n, and the controls that its judge must catch."""

from __future__ import annotations

import pytest

from trials.malformed import Plan, caught, judge
from trials.malformed_defects import DEFECTS, Defect


def test_everything_malformed_is_answered_or_closed_by_rule_and_nobody_else_notices() -> None:
    verdict = judge(Plan(n=2))
    assert verdict.faults == []
    assert verdict.sent == 2 * 42


@pytest.mark.parametrize("defect", DEFECTS)
def test_control_a_server_with_a_defect_is_caught(defect: Defect) -> None:
    assert caught(defect)
