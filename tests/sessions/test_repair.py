from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.files import DISK
from dreamwindow.files.temporary import temporary_beside
from dreamwindow.sessions.beginning import NewSession, Now, write_manifest
from dreamwindow.sessions.reader import read_manifest, read_recipes
from dreamwindow.sessions.repair import clean_outputs, close_the_dead
from dreamwindow.sessions.writer import SessionWriter
from tests.sessions.recipes_for_tests import first, recorded

NEW = NewSession(kind="dream", title="misty")


@pytest.fixture
def dead(tmp_path: Path, now: Now) -> SessionWriter:
    """A session whose process is gone."""
    writer = SessionWriter.open(tmp_path, NEW, now=now)
    writer.record([recorded(first(), 1)], "000001.png", b"picture")
    gone = replace(writer.manifest, process_started_at=writer.manifest.process_started_at - 3_600)
    write_manifest(writer.folder, gone, DISK)
    return writer


def test_what_died_is_closed_once(dead: SessionWriter, now: Now, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "dreamwindow"):
        (repair,) = close_the_dead(dead.folder.parent, now=now)
    manifest = read_manifest(dead.folder)
    assert manifest.status == "died"
    assert manifest.ended_at is not None
    assert manifest.heartbeat_at == dead.manifest.heartbeat_at
    assert repair.path == dead.folder
    assert "closed as died" in repair.what
    assert str(repair) in caplog.text
    assert close_the_dead(dead.folder.parent, now=now) == []


def test_what_it_had_not_finished_is_cleaned_and_pictures_stay(dead: SessionWriter, now: Now) -> None:
    (dead.folder / "inputs").mkdir()
    halves = [temporary_beside(dead.folder / "000002.png"), temporary_beside(dead.folder / "inputs" / "a.png")]
    for half in halves:
        half.write_bytes(b"half")
    with (dead.folder / "recipes.jsonl").open("ab") as file:
        file.write(recorded(first(2), 2).to_line()[:50])
    repairs = close_the_dead(dead.folder.parent, now=now)
    assert {repair.path for repair in repairs} == {*halves, dead.folder / "recipes.jsonl", dead.folder}
    assert not any(half.exists() for half in halves)
    assert (dead.folder / "recipes.jsonl").read_bytes() == recorded(first(), 1).to_line()
    assert [record.frame for record in read_recipes(dead.folder)] == [1]
    assert (dead.folder / "000001.png").read_bytes() == b"picture"


def test_a_session_that_still_runs_is_left_alone(tmp_path: Path, now: Now) -> None:
    writer = SessionWriter.open(tmp_path, NEW, now=now)
    half = temporary_beside(writer.folder / "000001.png")
    half.write_bytes(b"half")
    assert close_the_dead(tmp_path, now=now) == []
    assert half.exists()
    assert read_manifest(writer.folder).status == "running"


def test_another_hosts_session_is_left_alone(dead: SessionWriter, now: Now) -> None:
    write_manifest(dead.folder, replace(read_manifest(dead.folder), host="elsewhere"), DISK)
    assert close_the_dead(dead.folder.parent, now=now) == []


def test_a_closed_session_keeps_its_end(dead: SessionWriter, now: Now) -> None:
    write_manifest(dead.folder, replace(read_manifest(dead.folder), status="aborted"), DISK)
    assert close_the_dead(dead.folder.parent, now=now) == []


def test_other_folders_and_links_are_not_ours(dead: SessionWriter, tmp_path: Path, now: Now) -> None:
    sessions = tmp_path / "sessions"
    sessions.mkdir()
    (sessions / "holiday").mkdir()
    (sessions / "note.txt").write_text("mine")
    (sessions / "link").symlink_to(dead.folder, target_is_directory=True)
    assert close_the_dead(sessions, now=now) == []
    assert read_manifest(dead.folder).status == "running"


def test_a_damaged_manifest_does_not_stop_the_others(
    dead: SessionWriter, tmp_path: Path, now: Now, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "0-damaged").mkdir()
    (tmp_path / "0-damaged" / "session.json").write_text("{")
    assert len(close_the_dead(tmp_path, now=now)) == 1
    assert "0-damaged could not be mended" in caplog.text


def test_no_sessions_yet_is_nothing_to_do(tmp_path: Path) -> None:
    assert close_the_dead(tmp_path / "missing") == []


def by_a_process_that_is_gone(code: str, folder: Path) -> None:
    imports = "import sys; from pathlib import Path; from dreamwindow.files.temporary import temporary_beside as t\n"
    subprocess.run([sys.executable, "-c", imports + code, folder], check=True)


def test_a_session_that_never_began_is_removed(tmp_path: Path) -> None:
    code = "f = t(Path(sys.argv[1]) / '20261121_073000-x'); f.mkdir(); (f / 'session.json').write_text('{')"
    by_a_process_that_is_gone(code, tmp_path)
    (repair,) = close_the_dead(tmp_path)
    assert "never began" in repair.what
    assert list(tmp_path.iterdir()) == []


def test_outputs_are_cleaned_of_what_gone_processes_left(tmp_path: Path) -> None:
    by_a_process_that_is_gone("t(Path(sys.argv[1]) / 'current_frame.png').write_bytes(b'half')", tmp_path)
    (tmp_path / "current_frame.png").write_bytes(b"whole")
    (repair,) = clean_outputs(tmp_path)
    assert "half-written" in repair.what
    assert [path.name for path in tmp_path.iterdir()] == ["current_frame.png"]
