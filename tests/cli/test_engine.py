"""ComfyUI as a program, from nothing to a dream on it and back, on real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.runtime.readiness import ask
from dreamwindow.sessions.reader import read_manifest
from tests.runtime.test_supervisor import free_port
from trials.repositories import Repository

ROOT = Path(__file__).parents[2]
STAND_IN = f"""
import os, sys
os.environ["PYTHONPATH"] = {str(ROOT)!r}
os.execv({sys.executable!r}, [{sys.executable!r}, "-m", "tests.engines.comfyui.stand_in", *sys.argv[1:]])
"""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="its stand-in replaces itself")]
Call = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def call(tmp_path: Path, port: int) -> Call:
    """The command, in a folder whose config names a local repository that stands in for ComfyUI."""
    repository = Repository(tmp_path / "origins" / "ComfyUI")
    repository.commit({"main.py": STAND_IN, "requirements.txt": "# nothing\n"})
    repository.git("tag", "v9")
    home = tmp_path / "home"
    config = {
        "system": {"comfyui_url": f"http://127.0.0.1:{port}"},
        "programs": {"comfyui": {"repository": repository.url, "commit": "v9", "port": port}},
        "generation": {"engine": "comfyui", "model": "sd15", "width": 64, "height": 64},
    }
    (tmp_path / "dreamwindow.yaml").write_text(json.dumps(config))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DREAMWINDOW_", "XDG_"))}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dreamwindow", *arguments], cwd=tmp_path, env={**kept, "HOME": str(home)},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


def status(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("engine", "status", "--json").stdout)
    return found


def test_installed_started_dreamt_on_and_stopped(call: Call, port: int, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{port}/system_stats"
    installed = call("engine", "install", "comfyui")
    assert installed.returncode == 0, installed.stderr
    try:
        started = call("engine", "start", "comfyui")
        assert (started.returncode, "ready since" in started.stdout) == (0, True), started.stderr
        assert call("engine", "start").returncode == 0  # it is there already
        assert ask(url) is not None
        assert status(call)["is_kept"]
        assert "To see the GUI" in call("engine", "logs").stdout
        dreamt = call("run", "--no-open", "--port", "0", "--frames", "3")
        assert dreamt.returncode == 0, dreamt.stderr
    finally:
        stopped = call("engine", "stop")
    assert stopped.stdout == "comfyui: stopped\n"
    assert ask(url) is None
    assert call("engine", "status").returncode == 1
    (session,) = (tmp_path / "sessions").glob("*-comfyui")
    manifest = read_manifest(session)
    assert (manifest.kind, manifest.status) == ("engine", "completed")
    assert len(manifest.settings["revision"]["commit"]) == 40
    assert json.loads((session / "ready.json").read_text())["system"]["comfyui_version"]


def test_a_supervisor_that_was_killed_leaves_nothing_after_the_next_command(
    call: Call, port: int, tmp_path: Path
) -> None:
    url = f"http://127.0.0.1:{port}/system_stats"
    try:
        assert call("engine", "start").returncode == 0
        os.kill(status(call)["supervisor"]["pid"], signal.SIGKILL)
        assert ask(url) is not None
        assert call("engine", "status").returncode == 1
    finally:
        said = call("engine", "stop").stdout
    assert "ended what its launcher left running" in said
    assert ask(url) is None
    (session,) = (tmp_path / "sessions").glob("*-comfyui")
    assert read_manifest(session).status == "died"


def test_a_dream_may_start_it_and_end_it(call: Call, port: int, tmp_path: Path) -> None:
    config = json.loads((tmp_path / "dreamwindow.yaml").read_text())
    config["programs"]["comfyui"]["start"] = True
    (tmp_path / "dreamwindow.yaml").write_text(json.dumps(config))
    dreamt = call("run", "--no-open", "--port", "0", "--frames", "2")
    assert dreamt.returncode == 0, dreamt.stderr
    assert ask(f"http://127.0.0.1:{port}/system_stats") is None
    (session,) = (tmp_path / "sessions").glob("*-comfyui")
    assert read_manifest(session).status == "completed"


def test_one_that_cannot_start_says_why(call: Call, tmp_path: Path) -> None:
    config = json.loads((tmp_path / "dreamwindow.yaml").read_text())
    complains = "import sys; sys.exit('no GPU here')"
    command = [sys.executable, "-c", complains]
    config["programs"]["others"] = [{"name": "brief", "command": command, "ready_after_s": 60, "restarts": 1}]
    (tmp_path / "dreamwindow.yaml").write_text(json.dumps(config))
    failed = call("engine", "start", "brief")
    assert failed.returncode == 2
    assert "exit code 1 (the last it said: no GPU here); it is started again in 1 s" in failed.stdout
    assert "no GPU here" in failed.stderr
    unknown = call("engine", "start", "nobody")
    assert (unknown.returncode, "There is: brief, comfyui" in unknown.stderr) == (2, True)
