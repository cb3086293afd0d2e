"""The trial of the display at small n: minutes in virtual time, and both controls."""

from __future__ import annotations

import asyncio

import pytest

from trials.display import Show, in_real_time, in_virtual_time, spoilt

STEADY = [Show(rate=rate) for rate in (0.5, 4.0, 24.0)]
BURSTS = [Show(rate=rate, steady=False) for rate in (0.5, 1.0)]


@pytest.mark.parametrize("show", STEADY + BURSTS, ids=str)
def test_a_show_does_not_stutter(show: Show) -> None:
    seen = in_virtual_time(show, 300)
    assert seen.lost == 0
    assert seen.p99_intervals() < 2


@pytest.mark.parametrize("show", [STEADY[0], STEADY[2], *BURSTS], ids=str)
def test_control_with_the_defect_it_does(show: Show) -> None:
    assert spoilt(show, 120).p99_intervals() > 2


def test_in_real_time_nothing_is_lost_and_all_is_put_away() -> None:
    seen, _ = asyncio.run(in_real_time([Show(rate=200.0, display_hz=60.0)], 0.5))
    assert len(seen[0].gaps_s) > 1
    assert seen[0].lost == 0
