"""The dream's share of the processors, with real processes at work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.guard.family import cpu_seconds, descendants
from dreamwindow.guard.probes.cpu import CpuShare, spent_since

WORK_S = 0.2
WORK = f"""
import sys, time
while time.process_time() < {WORK_S}:
    pass
print(flush=True)
sys.stdin.read()
"""
PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
print(child.pid, flush=True)
sys.stdin.read()
child.communicate()
"""


@contextmanager
def running(source: str) -> Iterator[tuple[int, str]]:
    """A child of ours that has printed a line: its pid, and the line."""
    with subprocess.Popen([sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        try:
            yield child.pid, child.stdout.readline().decode().strip()
        finally:
            child.kill()


def looks(percent: float, apart_s: float) -> tuple[Reading, Reading]:
    """Two, with so many seconds between them, in which a child of ours worked for `WORK_S`."""
    times = iter([0.0, apart_s])
    probe = CpuShare(ProbeOptions(cpu_percent=percent), clock=lambda: next(times))
    first = probe.read()
    with running(WORK):
        return first, probe.read()


def test_the_work_of_a_child_is_ours() -> None:
    first, second = looks(percent=0.001, apart_s=1.0)
    assert (first.reason, first.used) == (None, 0.0)
    assert second.reason == "the dream takes more of the processors than it may"
    assert second.used is not None
    least = WORK_S / 2  # the kernel counts in hundredths
    assert second.used >= 100 * least / (psutil.cpu_count() or 1) / 0.001


def test_within_the_budget_there_is_no_reason() -> None:
    """The same work as above, over a day."""
    _, second = looks(percent=1.0, apart_s=86_400.0)
    assert second.reason is None
    assert "of a budget of 1 % of" in second.says


def test_grandchildren_are_found_and_strangers_are_not() -> None:
    with running(PARENT) as (pid, line):
        assert {pid, int(line)} <= descendants(os.getpid())
        assert descendants(pid) == {int(line)}
        assert os.getpid() not in descendants(os.getpid())
    assert pid not in descendants(os.getpid())


def test_without_the_kernels_lists_they_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with running(PARENT) as (pid, line):
        assert descendants(pid) == {int(line)}


def test_who_has_ended_takes_nothing_back_and_who_is_new_counts_whole() -> None:
    assert spent_since({1: 5.0, 2: 3.0}, {1: 6.0, 3: 0.5}) == 1.5
    assert spent_since({1: 5.0}, {1: 0.25}) == 0.0
    assert cpu_seconds([2**22 + 1]) == {}
