"""A game's process appears: paused within one check interval, resumed ``resume_after_s`` after it is gone.

`python -m trials guard` starts `dreamwindow run` as a person does, with its real intervals, and a real process with a
game's name beside it, several times over; ``status.json`` is what is looked at. The control: a process of another name
must not pause it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

GAME, OTHER = "doom.exe", "doom-editor.exe"
CHECK_S, RESUME_S = 5.0, 10.0
STATUS_S = 0.5
"""How often status.json is replaced, at most."""
SLACK_S = 1.5
"""For a look, a pause of the work in hand, and a busy machine."""
PATIENCE_S = 60.0
_ORPHAN = "import subprocess, sys; print(subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL).pid)"


@contextmanager
def dreaming(folder: Path) -> Iterator[Path]:
    """``dreamwindow run`` in ``folder``; its status.json, once it is live."""
    settings = {
        "known_games": [GAME], "nobody_looking_after_s": None, "fullscreen": False,
        "check_interval_s": CHECK_S, "resume_after_s": RESUME_S,
    }  # fmt: skip
    (folder / "dreamwindow.yaml").write_text(json.dumps({"game_detection": settings, "server": {"port": 0}}))
    command = [sys.executable, "-m", "dreamwindow", "run", "--no-open", "--size", "256"]
    environ = {**os.environ, "HOME": str(folder)}
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL) as process:
        try:
            status = folder / "output" / "status.json"
            until(lambda: status.is_file() and read(status)["status"] == "live")
            yield status
        finally:
            process.terminate()


@contextmanager
def stranger(program: Path) -> Iterator[None]:
    """Run ``program``, which sleeps, as nobody's child that we know."""
    started = subprocess.run(
        [sys.executable, "-c", _ORPHAN, program, "600"], check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    process = psutil.Process(int(started.stdout))
    try:
        yield
    finally:
        process.kill()
        process.wait()


def read(status: Path) -> dict[str, Any]:
    """What it says now."""
    said: dict[str, Any] = json.loads(status.read_text())
    return said


def until(holds: Callable[[], bool]) -> float:
    """Seconds until it holds. Raises `AssertionError` when it never does."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE_S, "it never came"
        time.sleep(0.02)
    return time.monotonic() - began


def one_game(status: Path, program: Path) -> tuple[float, float]:
    """Seconds until the dream paused, and until it went on after the game was gone. Raises `AssertionError`."""
    with stranger(program):
        paused_s = until(lambda: bool(read(status)["paused"]))
        said = read(status)
        assert (said["status"], said["pause_reason"]) == ("paused", f"a game runs: {GAME}"), said
        shown = said["frame_number"]
        time.sleep(2 * STATUS_S)
        assert read(status)["frame_number"] <= shown + 1, "pictures are still shown"
    resumed_s = until(lambda: read(status)["status"] == "live")
    assert paused_s <= CHECK_S + STATUS_S + SLACK_S, f"paused only after {paused_s:.1f} s"
    assert RESUME_S <= resumed_s <= RESUME_S + CHECK_S + STATUS_S + SLACK_S, f"resumed after {resumed_s:.1f} s"
    return paused_s, resumed_s


def main(argv: Sequence[str]) -> int:
    """So many games, then the control."""
    parser = argparse.ArgumentParser(prog="python -m trials guard", description=__doc__)
    parser.add_argument("--games", type=int, default=10)
    games = parser.parse_args(argv).games
    with tempfile.TemporaryDirectory(prefix="guard-") as name:
        folder = Path(name)
        sleep = shutil.which("sleep", path=os.defpath)
        assert sleep is not None
        game, other = (Path(shutil.copy(sleep, folder / one)) for one in (GAME, OTHER))
        with dreaming(folder) as status:
            for number in range(games):
                paused_s, resumed_s = one_game(status, game)
                said = f"paused after {paused_s:.2f} s, resumed {resumed_s:.2f} s after its end"
                print(f"game {number + 1}: {said}", flush=True)
            with stranger(other):
                time.sleep(2 * CHECK_S)
                assert not read(status)["paused"], "the control paused it"
            print(f"control: {OTHER} did not pause it")
    return 0
