from __future__ import annotations

import os
import subprocess
import sys
from unittest.mock import Mock, patch

import pytest

from dreamwindow.runtime import ProcessMonitor
from dreamwindow.runtime.process import ProcessMonitorError
from tests.runtime.programs import STAY, running

HOLDS = """
import os, signal
held = bytearray(40_000_000)
if os.fork() == 0:
    more = bytearray(30_000_000)
    print("ready", flush=True)
    signal.pause()
signal.pause()
"""


def test_nothing_is_touched_before_something_is_asked() -> None:
    process = Mock(spec_set=["pid"], pid=12345)
    with patch("psutil.Process") as asked:
        ProcessMonitor(process)
    asked.assert_not_called()


def test_percent_is_what_psutil_says() -> None:
    process = Mock()
    process.pid = 12345
    with patch("psutil.Process") as asked:
        asked.return_value.memory_percent.return_value = 12.5
        assert ProcessMonitor(process).get_memory_usage()["percent"] == 12.5
    asked.assert_called_with(12345)


def test_one_process_and_all_of_its_tree() -> None:
    with running(HOLDS) as (child, _):
        monitor = ProcessMonitor(child.process, child.tree.marker)
        alone, tree = monitor.get_memory_usage(), monitor.get_memory_usage(tree=True)
    assert alone["children"] == tree["children"] == 1
    assert tree["uss"] - alone["uss"] > 29_000_000
    assert tree["rss"] - alone["rss"] > 29_000_000
    assert 0 < alone["percent"] < tree["percent"] < 100
    assert 0 < alone["system_percent"] <= 100


def test_what_has_ended_is_not_alive_and_says_so_when_asked() -> None:
    with running(STAY) as (child, _):
        monitor = ProcessMonitor(child.process)
        assert monitor.is_alive()
        assert monitor.terminate_process(60).how == "asked"
        assert not monitor.is_alive()
        with pytest.raises(ProcessMonitorError, match="gone"):
            monitor.get_memory_usage()


def test_a_zombie_is_not_alive() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert not ProcessMonitor(process.pid).is_alive()
    process.wait()


def test_the_processor_is_measured_between_two_questions() -> None:
    monitor = ProcessMonitor(os.getpid())
    assert monitor.get_cpu_usage() == 0.0
    sum(range(3_000_000))
    one = monitor.get_cpu_usage()
    assert one > 0
    assert monitor.get_cpu_usage(of="all") <= 101
