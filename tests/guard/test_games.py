"""Real processes with the names of games."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.guard.probes.games import KnownGame
from dreamwindow.guard.processes import is_running, ours

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a copy of sleep is no game there"),
    pytest.mark.usefixtures("games_alone"),
]
LONG_NAME = "NoGameThatAnybodyHas-Win64-Shipping.exe"
PROBE = KnownGame(ProbeOptions(known_games=("doom.exe", LONG_NAME)))
ORPHAN = """
import subprocess, sys
with open("/dev/null") as nothing:
    print(subprocess.Popen(sys.argv[1:], stdin=nothing, stdout=subprocess.DEVNULL).pid, flush=True)
"""


def named(folder: Path, name: str) -> Path:
    """A program of this name, which sleeps."""
    sleep = shutil.which("sleep", path=os.defpath)  # a newcomer's PATH may be bare
    assert sleep is not None
    return Path(shutil.copy(sleep, folder / name))


@contextmanager
def stranger(program: Path) -> Iterator[int]:
    """Run it as no child of ours: who started it has ended. Its pid."""
    started = subprocess.run([sys.executable, "-c", ORPHAN, program, "60"], check=True, stdout=subprocess.PIPE)
    game = psutil.Process(int(started.stdout))
    try:
        yield game.pid
    finally:
        game.kill()
        game.wait()


@pytest.mark.parametrize("name", ["doom.exe", "DOOM.EXE", LONG_NAME, LONG_NAME.lower()])
def test_a_game_is_found_by_its_whole_name_whatever_its_capitals(tmp_path: Path, name: str) -> None:
    with stranger(named(tmp_path, name)) as pid:
        reading = PROBE.read()
        assert reading.reason == f"a game runs: {name}"
        assert str(pid) in reading.says
    assert PROBE.read().reason is None


@pytest.mark.parametrize("name", ["doom", "doom.exe.old", "mydoom.exe", "NoGameThatAnybodyHas-Win64-Server.exe"])
def test_a_name_that_is_only_like_a_games_is_none(tmp_path: Path, name: str) -> None:
    with stranger(named(tmp_path, name)):
        assert PROBE.read().reason is None


def test_what_we_started_is_no_game(tmp_path: Path) -> None:
    with subprocess.Popen([named(tmp_path, "doom.exe"), "60"]) as child:
        assert child.pid in ours()
        assert PROBE.read().reason is None
        child.kill()


def test_a_game_that_has_ended_and_was_not_reaped_is_none(tmp_path: Path) -> None:
    """It keeps its name until its parent asks for its exit code. (Here that is us, so both are asked on their own.)"""
    with subprocess.Popen([named(tmp_path, "doom.exe"), "60"]) as child:
        assert is_running(child.pid)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert not is_running(child.pid)
    assert not is_running(child.pid)


def test_a_process_that_vanishes_while_it_is_looked_at_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    monkeypatch.setattr("dreamwindow.guard.probes.games.process_names", lambda: [(ended.pid, "doom.exe")])
    assert PROBE.read().reason is None


def test_a_process_without_a_name_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dreamwindow.guard.probes.games.process_names", lambda: [(1, "")])
    assert PROBE.read().reason is None
