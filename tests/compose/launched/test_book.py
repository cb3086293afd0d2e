from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.compose.launched.book import RunBook
from dreamwindow.errors import SessionNotFound
from dreamwindow.identity import ProcessIdentity
from dreamwindow.library.roots import Root, Roots
from dreamwindow.runtime.ledger import LedgerEntry
from dreamwindow.runtime.program_state import ProgramStatus, write_status
from tests.records import record


@pytest.fixture
def book(tmp_path: Path) -> RunBook:
    roots = Roots(
        [Root(name="sessions", path=tmp_path / "sessions", ours=True), Root(name="lab", path=tmp_path / "lab")]
    )
    return RunBook(roots, tmp_path / "ledger", tmp_path / "programs")


def nobody() -> ProcessIdentity:
    return replace(ProcessIdentity.mine(), process_started_at=1.0)


def test_those_that_go_on_come_first_then_the_newest(book: RunBook, tmp_path: Path) -> None:
    record(tmp_path / "sessions" / "older", started_at="2026-11-20T09:00:00+00:00")
    record(tmp_path / "sessions" / "newer")
    record(tmp_path / "lab" / "goes-on", status="running", started_at="2026-11-01T09:00:00+00:00")
    record(tmp_path / "sessions" / "a-dream", kind="dream")
    (tmp_path / "sessions" / "somebody-elses").mkdir()
    (tmp_path / "sessions" / "broken").mkdir()
    (tmp_path / "sessions" / "broken" / "session.json").write_text("{")
    assert [run.id for run in book.runs()] == ["lab.goes-on", "sessions.newer", "sessions.older"]


def test_what_changes_is_seen_and_what_went_is_gone(book: RunBook, tmp_path: Path) -> None:
    folder = record(tmp_path / "sessions" / "one", status="running")
    assert book.find("sessions.one").is_open
    record(folder, status="failed", stop_reason="it ended with exit code 3")
    os.utime(folder / "session.json", ns=(1, 1))
    found = book.find("sessions.one")
    assert (found.state, found.says, found.is_open) == ("failed", "it ended with exit code 3", False)
    (folder / "session.json").unlink()
    with pytest.raises(SessionNotFound, match="There is no run"):
        book.find("sessions.one")


def test_a_record_that_its_launcher_left_open_has_died(book: RunBook, tmp_path: Path) -> None:
    record(tmp_path / "sessions" / "left", nobody(), status="running")
    record(tmp_path / "sessions" / "away", replace(nobody(), host="another"), status="running")
    left, away = book.find("sessions.left"), book.find("sessions.away")
    assert (left.state, left.is_open, "was killed" in left.says) == ("died", False, True)
    assert (away.state, away.is_open) == ("running", True)  # who could know


def test_a_run_whose_record_lies_elsewhere_is_there_as_long_as_it_goes_on(book: RunBook, tmp_path: Path) -> None:
    folder = record(tmp_path / "far" / "away", status="running", settings={"script_path": "code\\task.py"})
    with LedgerEntry(tmp_path / "ledger", tmp_path / "far") as entry:
        assert book.runs() == []
        entry.note_record(folder)
        (run,) = book.runs()
        assert (run.id.startswith("elsewhere~"), run.name, run.folder) == (True, "task.py", folder)
        assert book.find(run.id) == run
    assert book.runs() == []


def test_a_programs_state_is_what_its_supervisor_says_of_this_very_run(book: RunBook, tmp_path: Path) -> None:
    settings = {"program": "camera"}
    now = record(tmp_path / "sessions" / "now", status="running", kind="engine", settings=settings)
    record(tmp_path / "sessions" / "before", kind="engine", settings=settings)
    write_status(
        tmp_path / "programs",
        ProgramStatus(name="camera", state="waiting", supervisor=ProcessIdentity.mine(), says="again in 2 s",
                      session=str(now)),
    )  # fmt: skip
    found = book.find("sessions.now")
    assert (found.name, found.state, found.says) == ("camera", "waiting", "again in 2 s")
    assert book.find("sessions.before").state == "completed"


def test_without_folders_there_are_no_runs(book: RunBook) -> None:
    assert book.runs() == []
