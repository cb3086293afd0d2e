from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dreamwindow.compose.keeping import end_keeping
from dreamwindow.compose.kept import Kept
from dreamwindow.errors import ProgramFailed
from dreamwindow.model.program import ProgramSpec, Ready, Restart
from dreamwindow.runtime.program_run import RunPlaces
from dreamwindow.runtime.program_state import ProgramStatus, programs_folder, read_status, write_status
from dreamwindow.sessions.reader import read_manifest
from tests.records import a_launcher
from tests.runtime.programs import STAY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its programs wait for signals")


@pytest.fixture(autouse=True)
def nobodys_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))


def kept(tmp_path: Path, source: str, url: str | None = None) -> Kept:
    spec = ProgramSpec(
        name="stand-in",
        arguments=(sys.executable, "-c", source),
        grace_s=0.5,
        restart=Restart(at_most=0),
        ready=Ready(url=url, after_s=0),
    )
    return Kept(spec, RunPlaces(sessions_dir=tmp_path / "sessions", alone=False))


def test_one_that_is_given_up_says_why_and_its_session_has_failed(tmp_path: Path) -> None:
    program = kept(tmp_path, "import sys; sys.exit('no GPU here')", "http://127.0.0.1:9/")
    program.begin()
    with pytest.raises(ProgramFailed, match="no GPU here"):
        program.until_settled()
    program.end()
    (session,) = (tmp_path / "sessions").iterdir()
    manifest = read_manifest(session)
    assert (manifest.status, "given up" in str(manifest.stop_reason)) == ("failed", True)


def test_it_is_begun_once_ended_and_begun_anew(tmp_path: Path) -> None:
    program = kept(tmp_path, STAY)
    for _ in range(2):
        program.begin()
        program.begin()
        program.until_settled()
        program.end()
    assert [read_manifest(folder).status for folder in (tmp_path / "sessions").iterdir()] == ["completed"] * 2
    status = read_status(programs_folder(), "stand-in")
    assert status is not None
    assert not status.alone


def test_what_a_dream_keeps_is_not_ended_with_it() -> None:
    with a_launcher() as (process, who):
        write_status(programs_folder(), ProgramStatus(name="stand-in", state="ready", supervisor=who, alone=False))
        with pytest.raises(ProgramFailed, match="belongs to a dream"):
            end_keeping("stand-in")
        assert process.poll() is None
