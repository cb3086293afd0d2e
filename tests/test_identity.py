from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import psutil
import pytest

from dreamwindow import identity
from dreamwindow.identity import Liveness, ProcessIdentity, is_alive, is_alive_since


@pytest.fixture
def me() -> ProcessIdentity:
    return ProcessIdentity.mine()


def test_this_process_is_alive(me: ProcessIdentity) -> None:
    assert me.pid == os.getpid()
    assert is_alive(me) is Liveness.ALIVE


@pytest.mark.parametrize("shift_s", [-1.0, 1.0])
def test_a_corrected_clock_does_not_kill_it(me: ProcessIdentity, shift_s: float) -> None:
    assert is_alive(replace(me, process_started_at=me.process_started_at + shift_s)) is Liveness.ALIVE


def test_a_pid_that_was_used_again_is_not_the_same_process(me: ProcessIdentity) -> None:
    assert is_alive(replace(me, process_started_at=me.process_started_at - 3_600)) is Liveness.GONE


def test_nothing_survives_a_restart_of_the_machine(me: ProcessIdentity) -> None:
    assert is_alive(replace(me, boot_id="another boot")) is Liveness.GONE


def test_another_hosts_process_is_not_known(me: ProcessIdentity) -> None:
    assert is_alive(replace(me, host="elsewhere", pid=1)) is Liveness.UNKNOWN


def test_a_process_that_ended_is_gone_even_before_it_is_reaped(me: ProcessIdentity) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    child = replace(me, pid=process.pid, process_started_at=psutil.Process(process.pid).create_time())
    assert is_alive(child) is Liveness.ALIVE
    assert is_alive_since(child.pid, child.process_started_at)
    process.communicate(b"\n")
    assert is_alive(child) is Liveness.GONE
    assert not is_alive_since(child.pid, child.process_started_at)


@pytest.mark.skipif(os.name != "posix", reason="there are no zombies")
def test_a_zombie_is_gone(me: ProcessIdentity) -> None:
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", ""], os.environ)
    started_at = psutil.Process(pid).create_time()
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    try:
        assert is_alive(replace(me, pid=pid, process_started_at=started_at)) is Liveness.GONE
    finally:
        os.waitpid(pid, 0)


def test_a_boot_time_that_was_computed_a_little_differently_is_the_same_boot(
    me: ProcessIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "boot_id", lambda: "booted-at-1000")
    assert is_alive(replace(me, boot_id="booted-at-1003")) is Liveness.ALIVE
    assert is_alive(replace(me, boot_id="booted-at-900")) is Liveness.GONE
    assert is_alive(replace(me, boot_id="booted-at-?")) is Liveness.GONE
