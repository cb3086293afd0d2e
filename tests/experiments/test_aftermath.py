from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dreamwindow.errors import ProcessMonitorError
from dreamwindow.experiments import record as files
from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.experiments.record import Record, read_json
from dreamwindow.files import DISK
from dreamwindow.identity import ProcessIdentity
from dreamwindow.runtime.ledger import Entry, LedgerEntry, abandoned
from dreamwindow.runtime.table import Birth
from dreamwindow.runtime.tree import new_marker
from dreamwindow.sessions.beginning import NewSession, write_manifest
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.sessions.writer import SessionWriter
from tests.experiments.conftest import WHO
from tests.runtime.programs import STAY, running

GONE = replace(ProcessIdentity.mine(), pid=2**22 + 7)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """An experiment whose launcher died."""
    session = SessionWriter.open(
        tmp_path / "sessions", NewSession(kind="experiment", settings={**WHO, "session_uuid": "u"})
    )
    Record(session.folder).__exit__(None, None, None)
    dead = replace(session.manifest, pid=GONE.pid, process_started_at=GONE.process_started_at)
    write_manifest(session.folder, dead, DISK)
    return session.folder


def write(ledger: Path, entry: Entry) -> Path:
    ledger.mkdir(exist_ok=True)
    path = ledger / "entry.json"
    path.write_text(json.dumps(asdict(entry)))
    return path


def entry_of(record: Path, **changes: object) -> Entry:
    entry = Entry(owner=GONE, marker=new_marker(), sessions_dir=str(record.parent), record=str(record))
    return replace(entry, **changes)  # type: ignore[arg-type]


def test_its_processes_are_ended_and_its_record_is_closed_as_died(record: Path, tmp_path: Path) -> None:
    entry = entry_of(record)
    write(tmp_path / "ledger", entry)
    with running(STAY, marker=entry.marker) as (child, _):
        said = [repair.what for repair in settle_the_dead(tmp_path / "ledger")]
        assert child.wait(60) is not None
    assert said[0] == "ended what its launcher left running: 1 process"
    assert read_manifest(record).status == "died"
    ended = read_json(record, files.END_STATE)
    assert (ended["subject_id"], ended["session_uuid"], ended["status"]) == ("mouse_001", "u", "died")
    assert ended["stop_time"] == read_manifest(record).ended_at
    assert read_json(record, files.DEBUG_STATE)["crash_time"]
    assert settle_the_dead(tmp_path / "ledger") == []


def test_what_was_known_before_the_machine_started_anew_is_nobody(record: Path, tmp_path: Path) -> None:
    with running(STAY) as (child, _):
        assert child.tree.root is not None
        owner = replace(GONE, boot_id="another boot")
        write(tmp_path / "ledger", entry_of(record, owner=owner, known=(child.tree.root,)))
        settle_the_dead(tmp_path / "ledger")
        assert child.wait(0) is None
    assert list((tmp_path / "ledger").iterdir()) == []


def test_a_process_that_was_seen_and_hid_its_environment_is_ended_and_one_that_has_its_pid_is_not(
    record: Path, tmp_path: Path
) -> None:
    with running(STAY) as (seen, _), running(STAY) as (stranger, _):
        assert seen.tree.root is not None
        reused = Birth(stranger.process.pid, 1.0)
        write(tmp_path / "ledger", entry_of(record, known=(seen.tree.root, reused)))
        settle_the_dead(tmp_path / "ledger")
        assert seen.wait(60) is not None
        assert stranger.wait(0) is None


@pytest.mark.parametrize("owner", [ProcessIdentity.mine(), replace(GONE, host="another machine")])
def test_a_run_that_goes_on_here_or_perhaps_elsewhere_is_let_be(
    record: Path, tmp_path: Path, owner: ProcessIdentity
) -> None:
    path = write(tmp_path / "ledger", entry_of(record, owner=owner))
    assert settle_the_dead(tmp_path / "ledger") == []
    assert path.exists()


def test_an_entry_that_cannot_be_read_stands_in_nobodys_way(record: Path, tmp_path: Path) -> None:
    write(tmp_path / "ledger", entry_of(record))
    (tmp_path / "ledger" / "a.json").write_text("{")
    (tmp_path / "ledger" / "b.json").write_text("[]")
    settle_the_dead(tmp_path / "ledger")
    assert read_manifest(record).status == "died"


def test_a_run_that_died_before_it_had_a_record_is_settled(record: Path, tmp_path: Path) -> None:
    write(tmp_path / "ledger", replace(entry_of(record), record=""))
    settle_the_dead(tmp_path / "ledger")
    assert read_manifest(record).status == "died"
    assert list((tmp_path / "ledger").iterdir()) == []


def test_an_entry_goes_with_its_run_unless_a_process_would_not(tmp_path: Path) -> None:
    with LedgerEntry(tmp_path / "ledger", tmp_path):
        assert len(list((tmp_path / "ledger").iterdir())) == 1
        assert list(abandoned(tmp_path / "ledger")) == []
    assert list((tmp_path / "ledger").iterdir()) == []
    with pytest.raises(ProcessMonitorError), LedgerEntry(tmp_path / "ledger", tmp_path):
        raise ProcessMonitorError("it stays")
    assert len(list((tmp_path / "ledger").iterdir())) == 1
