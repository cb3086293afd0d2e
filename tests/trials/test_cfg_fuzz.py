from __future__ import annotations

from trials.cfg_fuzz import control, faults


def test_no_fault_is_seen() -> None:
    assert list(faults(0.5, seed=3)) == []


def test_a_reader_that_evaluates_is_noticed() -> None:
    assert control(60)
