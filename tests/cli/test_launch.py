"""``dreamwindow launch`` and ``session verify``, as a person and a shell see them."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dreamwindow.sessions.reader import read_manifest
from tests.cli.conftest import Call
from tests.cli.process import command, watched
from tests.cli.test_commands import loaded_by
from tests.runtime.git.hanging import hanging

WHO = {"subject_id": "m1", "user_id": "u1"}
STAYS = """
import os, signal
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"up as %d\\n" % os.getpid())
while True: signal.pause()
"""


def write(values: object, name: str = "p.json") -> str:
    Path(name).write_text(json.dumps(values))
    return name


def test_a_run_a_look_at_its_inputs_and_the_same_again(call: Call) -> None:
    Path("task.py").write_text("print('hello')\n")
    said = call("launch", write({**WHO, "script_path": "task.py"}), "--unattended")
    assert said.code == 0, said.err
    *log, ended, last = said.out.splitlines()
    assert ("hello" in log, ended) == (True, "completed")
    folder = Path(last)
    assert call("session", "verify", folder.name).code == 0
    Path("task.py").write_text("print('other')\nraise SystemExit(4)\n")
    changed = call("session", "verify", folder.name)
    assert (changed.code, "changed input" in changed.out) == (1, True)
    assert json.loads(call("session", "verify", folder, "--json").out)[0]["what"] == "input"
    again = call("launch", "--like", folder.name, "--unattended", "--set", 'script_arguments=["x"]')
    assert again.code == 4
    assert again.err.strip() == f"not as it was then: input {Path('task.py').absolute()} (changed)"
    assert "failed: it ended with exit code 4" in again.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.json",), "nowhere.json cannot be read"),
        ((), "Give a parameter file, or --like"),
        (("p.json", "--like", "x"), "Give a parameter file, or --like"),
        (("--like", "nowhere"), "There is no session 'nowhere'"),
        (("p.json", "--unattended"), "There is nobody to answer: Subject"),
        (("p.json", "--set", "x"), "sets nothing"),
        (("p.json", "--rig", "nowhere.toml"), "nowhere.toml cannot be read"),
    ],
)
def test_what_cannot_be_run_is_told_in_two_lines(call: Call, arguments: tuple[str, ...], said: str) -> None:
    write({"script_path": "env"})
    ended = call("launch", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.splitlines()) <= 2
    assert not Path("sessions").exists()


def test_what_is_missing_is_asked_and_an_end_of_input_is_nobody(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\nm7\nu7\n"))
    assert call("launch", write({"script_path": "env"})).code == 0
    assert [path.name.partition("_")[0] for path in Path("sessions").iterdir()] == ["m7"]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_whole_tree_and_closes_the_record(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "task.py").write_text(STAYS)
    values = {**WHO, "script_path": "task.py", "grace_period_sec": 0.3}
    (tmp_path / "p.json").write_text(json.dumps(values))
    with command(tmp_path, "launch", "p.json", "--unattended") as running:
        pids = [int(running.until(r"up as (\d+)")[1]) for _ in range(2)]
        running.send(number)
        assert running.end() == 130
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    (session,) = (tmp_path / "sessions").iterdir()
    manifest = read_manifest(session)
    assert (manifest.status, manifest.stop_reason) == ("aborted", f"interrupted: {number.name}")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_signal_ends_a_clone_that_waits_and_leaves_nothing_half(tmp_path: Path) -> None:
    with hanging() as server:
        values = {**WHO, "script_path": "task.py", "repository_url": server.url, "local_repository_path": "code"}
        (tmp_path / "p.json").write_text(json.dumps(values))
        with command(tmp_path, "launch", "p.json", "--unattended") as running:
            assert server.asked.wait(60)
            running.send(signal.SIGTERM)
            assert running.end() == 130
    (session,) = (tmp_path / "sessions").iterdir()
    manifest = read_manifest(session)
    assert (manifest.status, manifest.stop_reason) == ("aborted", "interrupted: SIGTERM")
    assert not list(tmp_path.glob("*code*"))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(
    ("values", "question"),
    [({}, b"(subject_id):"), ({**WHO, "pre_acquisition_pipeline": ["wait_for_user"]}, b"Press Enter")],
)
def test_a_signal_ends_a_question_that_nobody_answers(values: object, question: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps({**values, "script_path": "env"}))  # type: ignore[dict-item]
    with subprocess.Popen(
        [sys.executable, "-m", "dreamwindow", "launch", "p.json"], cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
    ) as running, watched(running):  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        said = b""
        while question not in said and (letter := running.stderr.read(1)):
            said += letter
        running.send_signal(signal.SIGINT)
        assert b"aborted: interrupted: SIGINT" in running.stdout.read()
        assert running.wait() == 130
    sessions = tmp_path / "sessions"
    found = [read_manifest(session).status for session in sessions.iterdir()] if sessions.exists() else []
    assert found == (["aborted"] if values else [])


@pytest.mark.parametrize("arguments", [("launch",), ("engine",), ("engine", "start"), ("session", "verify")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments, "--help") == "[]\n"
