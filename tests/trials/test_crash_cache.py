"""The trials of the dream's memory at small n: crashes by index, real kills, and both with the defect put in."""

from __future__ import annotations

import os

import pytest

from trials.crash_cache import crashes_while_remembering, crashes_while_starting_again
from trials.crash_memory import SIZE
from trials.kills import killed

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="crashes are tried in forked processes")
pytestmark = [forks, pytest.mark.slow]


def test_a_crash_at_every_operation_leaves_a_memory_that_the_next_start_puts_right() -> None:
    crashes = list(crashes_while_remembering("atomic", SIZE + 1))
    assert [f"{crash.operation}: {fault}" for crash in crashes for fault in crash.faults] == []
    assert {"open", "write", "sync", "replace", "unlink"} <= {crash.operation.split()[-2] for crash in crashes}
    mended = [what for crash in crashes for what in crash.mended]
    for word in ("never finished", "could not be read", "was not in the index and is again", "was dropped and is gone"):
        assert any(word in what for what in mended), word


def test_a_crash_while_that_start_cleans_is_put_right_by_the_one_after_it() -> None:
    crashes = list(crashes_while_starting_again(1))
    assert [f"{crash.operation}: {fault}" for crash in crashes for fault in crash.faults] == []
    assert len(crashes) >= 20


def test_control_writing_in_place_is_found_out() -> None:
    faults = [fault for crash in crashes_while_remembering("in place", 1) for fault in crash.faults]
    assert any(fault.startswith("a reader sees cache_00001.png") for fault in faults)


def test_killed_dreams_leave_nothing_wrong() -> None:
    found = killed(3, "slow", seed=1)
    assert found.faults == []
    assert (found.kills, found.in_mid_write > 0, found.mended > 0) == (3, True, True)


def test_control_killed_dreams_that_write_in_place_are_found_out() -> None:
    assert killed(20, "slow, in place", seed=1, until_faulty=True).faults
