from __future__ import annotations

import pytest

from trials.faults import live_through, without_retry


@pytest.mark.parametrize("seed", range(6))
def test_a_dream_lives_through_a_minute_of_faults(seed: int) -> None:
    assert live_through(seed).wrong == ()


def test_without_the_retry_it_does_not() -> None:
    with without_retry():
        assert any(live_through(seed).wrong for seed in range(3))
