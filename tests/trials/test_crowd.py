from __future__ import annotations

import pytest

from dreamwindow.config.server import ServerLimits
from trials.crowd import UNLIMITED, Plan, Verdict, judge

FEW = ServerLimits(connections=20, connections_per_address=8)


def judged(plan: Plan) -> Verdict:
    try:
        return judge(plan)
    except OSError as error:
        pytest.skip(f"this system has one loopback address: {error}")


@pytest.mark.parametrize("addresses", [2, 5])
def test_a_small_crowd_takes_no_more_than_its_places(addresses: int) -> None:
    verdict = judged(Plan(n=40, addresses=addresses, limits=FEW, promised=FEW))
    assert verdict.faults == []
    assert 8 <= verdict.held <= 20


def test_the_control_without_limits_is_objected_to() -> None:
    verdict = judged(Plan(n=40, addresses=2, limits=UNLIMITED, promised=FEW, patience_s=0))
    assert len(verdict.faults) >= 3
