from __future__ import annotations

import os

import pytest

from trials.git_kills import What, kills

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="locks as POSIX has them")]


@pytest.mark.parametrize("what", ["clone", "cache"])
def test_a_clone_that_is_killed_is_never_half_there(what: What) -> None:
    seen = list(kills(what, every=5))
    assert seen
    assert [kill for kill in seen if kill.faults] == []


def test_building_in_place_is_noticed() -> None:
    assert any(kill.faults for kill in kills("in place", every=2))
