"""The crash trial at small n: what must never happen, and the same with the defect put in."""

from __future__ import annotations

import os

import pytest

from dreamwindow.files import DISK
from trials.crash import crashes_while_recording, crashes_while_starting
from trials.crash_disk import InPlaceDisk
from trials.hammer import hammer

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="crashes are tried in forked processes")


@forks
def test_a_crash_at_every_operation_leaves_nothing_broken_and_the_next_start_says_what_it_cleaned() -> None:
    crashes = list(crashes_while_recording("atomic", frames=2))
    assert [f"{crash.operation}: {fault}" for crash in crashes for fault in crash.faults] == []
    operations = {crash.operation.split()[-2] for crash in crashes}
    assert {"open", "write", "sync", "replace", "rename", "mkdir"} <= operations
    assert any("closed as died" in repair.what for crash in crashes for repair in crash.repairs)
    assert any("half-written" in repair.what for crash in crashes for repair in crash.repairs)
    assert any("last line" in repair.what for crash in crashes for repair in crash.repairs)
    assert any("never began" in repair.what for crash in crashes for repair in crash.repairs)


@forks
def test_a_crash_while_cleaning_is_cleaned_by_the_start_after_it() -> None:
    crashes = list(crashes_while_starting(frames=2))
    assert [f"{crash.operation}: {fault}" for crash in crashes for fault in crash.faults] == []
    assert len(crashes) >= 5


@forks
def test_control_writing_in_place_leaves_broken_files() -> None:
    faults = [fault for crash in crashes_while_recording("in place", frames=1) for fault in crash.faults]
    for name in ("session.json", "status.json", "current_frame.png", "000001.png"):
        assert any(fault.startswith("a reader sees") and f"{name}: " in fault for fault in faults), name


def test_four_readers_never_see_a_broken_file() -> None:
    hammered = hammer(DISK, replacements=20, limit_s=20)
    assert hammered.replacements >= 1
    assert hammered.reads >= 8
    assert hammered.broken == 0


def test_control_readers_see_broken_files_when_they_are_written_in_place() -> None:
    assert hammer(InPlaceDisk(), replacements=900, until_broken=True).broken > 0
