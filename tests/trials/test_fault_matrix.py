"""The matrix of faults and modes, but for the hour, and its control."""

from __future__ import annotations

import pytest

from trials.fault_matrix import FAULTS, Fault, in_virtual_time
from trials.faults import MODES, without_retry

SHORT = [fault for fault in FAULTS if fault.lasts_s < 60]


@pytest.mark.parametrize("fault", SHORT, ids=lambda fault: fault.name)
@pytest.mark.parametrize("mode", MODES)
def test_the_dream_is_live_again_after_the_fault(fault: Fault, mode: str) -> None:
    assert in_virtual_time(fault, mode) == ()


@pytest.mark.parametrize("fault", [fault for fault in SHORT if fault.fails], ids=lambda fault: fault.name)
def test_control_without_the_retry_it_is_not(fault: Fault) -> None:
    with without_retry():
        assert in_virtual_time(fault, "hybrid") != ()
