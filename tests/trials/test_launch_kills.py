from __future__ import annotations

import sys

import pytest

from trials.launch_kills import at_every_operation, at_random, does_nothing

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="its programs fork, and adopt")]


def test_the_next_start_settles_a_launcher_that_was_killed() -> None:
    assert [kill for kill in at_random(2, seed=1) if kill.faults] == []


def test_the_next_start_settles_a_launcher_that_died_at_an_operation_on_the_disk() -> None:
    assert [kill for kill in at_every_operation(every=20) if kill.faults] == []


def test_a_start_that_settles_nothing_is_noticed() -> None:
    assert next(at_random(1, seed=2, start=does_nothing)).faults
