"""How many steps are run, and that the documented table says so. Needs no torch."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.engines.diffusers import steps
from dreamwindow.engines.diffusers.steps import planned


@given(st.integers(1, 150), st.floats(0, 1, exclude_min=True))
def test_there_is_always_a_step_and_never_more_than_asked_for(asked: int, strength: float) -> None:
    plan = planned(asked, strength)
    assert 1 <= plan.run <= plan.schedule == asked
    assert plan.run == max(1, int(asked * strength))


def test_the_table_says_what_is_run() -> None:
    rows = [[float(n) for n in re.findall(r"[\d.]+", line)] for line in str(steps.__doc__).splitlines() if "|" in line]
    asked, table = rows[0], [row for row in rows[1:] if row]
    assert len(table) == 5
    for strength, *runs in table:
        assert [planned(int(n), strength).run for n in asked] == runs


@pytest.mark.parametrize(("asked", "strength"), [(0, 1.0), (4, 0.0), (4, 1.1)])
def test_nothing_else_is_a_plan(asked: int, strength: float) -> None:
    with pytest.raises(ValueError, match="strength"):
        planned(asked, strength)
