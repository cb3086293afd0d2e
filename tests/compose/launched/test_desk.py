from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from dreamwindow.compose.kept import Kept
from dreamwindow.compose.launched.desk import RunDesk, RunSeen
from dreamwindow.config.load import Loaded
from dreamwindow.errors import ProgramFailed, SessionNotFound, UnknownName
from dreamwindow.identity import ProcessIdentity
from dreamwindow.model.program import ProgramSpec
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.runtime.program_run import RunPlaces
from dreamwindow.runtime.program_state import ProgramStatus, programs_folder, write_status
from dreamwindow.sessions.reader import read_manifest
from tests.records import record
from tests.runtime.programs import PATIENCE_S, STAY

Somebody = tuple["subprocess.Popen[bytes]", ProcessIdentity]
posix = pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be asked to end")


@pytest.fixture
def sessions(loaded: Loaded) -> Path:
    return loaded.folder(loaded.config.system.sessions_dir)


@posix
async def test_a_run_is_asked_to_end_and_says_that_it_was(loaded: Loaded, sessions: Path, somebody: Somebody) -> None:
    process, who = somebody
    desk = RunDesk(loaded)
    folder = record(sessions / "one", who, status="running")
    assert not (await desk.run("sessions.one")).stopping
    asked = await desk.stop("sessions.one")
    assert (asked.stopping, asked.run.state) == (True, "running")
    assert process.stdout is not None
    assert await asyncio.to_thread(process.stdout.readline) == b"asked\n"
    record(folder, who, status="aborted")
    seen = await desk.run("sessions.one")
    assert (seen.stopping, seen.run.state) == (False, "aborted")
    assert (await desk.stop("sessions.one")).run.state == "aborted"


async def test_a_stranger_with_the_pid_is_let_be(loaded: Loaded, sessions: Path, somebody: Somebody) -> None:
    process, who = somebody
    folder = record(sessions / "one", replace(who, process_started_at=who.process_started_at - 100), status="running")
    await RunDesk(loaded).stop("sessions.one")
    assert process.poll() is None
    assert read_manifest(folder).status == "running"  # nobody's ledger says that it was ours


async def test_what_may_not_be_ended_from_here_says_where(loaded: Loaded, sessions: Path, somebody: Somebody) -> None:
    process, who = somebody
    desk = RunDesk(loaded)
    record(sessions / "away", replace(who, host="another"), status="running")
    with pytest.raises(ProgramFailed, match="runs on another"):
        await desk.stop("sessions.away")
    record(sessions / "ours", status="running")
    with pytest.raises(ProgramFailed, match="kept by this program"):
        await desk.stop("sessions.ours")
    theirs = record(sessions / "theirs", who, status="running", kind="engine", settings={"program": "camera"})
    write_status(
        programs_folder(),
        ProgramStatus(name="camera", state="ready", supervisor=who, session=str(theirs), alone=False),
    )
    with pytest.raises(ProgramFailed, match="belongs to a dream"):
        await desk.stop("sessions.theirs")
    assert process.poll() is None
    with pytest.raises(SessionNotFound):
        await desk.stop("sessions.nothing")


async def test_only_what_the_config_declares_is_started_anew(loaded: Loaded, sessions: Path) -> None:
    desk = RunDesk(loaded)
    record(sessions / "script", settings={"script_path": "camera"})
    record(sessions / "undeclared", kind="engine", settings={"program": "bash"})
    for name in ("script", "undeclared"):
        assert not (await desk.run(f"sessions.{name}")).can_restart
        with pytest.raises(UnknownName, match="no program of the config"):
            await desk.restart(f"sessions.{name}")


@posix
async def test_what_this_process_keeps_is_stopped_and_started_anew_in_it(loaded: Loaded, sessions: Path) -> None:
    spec = ProgramSpec(name="camera", arguments=(sys.executable, "-c", STAY), grace_s=0.5)
    kept = Kept(spec, RunPlaces(sessions_dir=sessions, ledger=ledger_folder(), alone=False))
    desk = RunDesk(loaded, kept)
    kept.begin()
    try:
        await asyncio.to_thread(kept.until_settled)
        (first,) = await desk.runs()
        assert (first.run.state, first.can_restart) == ("ready", True)
        assert (await desk.stop(first.run.id)).run.state == "completed"
        second = await desk.restart(first.run.id)
        assert second.run.id != first.run.id
        assert second.run.is_open
    finally:
        await asyncio.to_thread(kept.end)
    assert [seen.run.state for seen in await desk.runs()] == ["completed", "completed"]


@posix
async def test_a_program_of_the_config_runs_anew_in_the_background(loaded: Loaded, sessions: Path) -> None:
    desk = RunDesk(loaded)
    record(sessions / "before", kind="engine", settings={"program": "camera"})
    again = await desk.restart("sessions.before")
    try:
        assert (again.run.is_open, again.run.id != "sessions.before") == (True, True)
        assert again.run.identity != ProcessIdentity.mine()
    finally:
        await desk.stop(again.run.id)
        ended = await _until_over(desk, again)
    assert ended.run.state == "completed"


async def _until_over(desk: RunDesk, seen: RunSeen) -> RunSeen:
    async with asyncio.timeout(PATIENCE_S):
        while seen.run.is_open or psutil.pid_exists(seen.run.identity.pid):  # it closes its record, and then ends
            seen = await desk.run(seen.run.id)
    return seen


async def test_the_log_and_what_was_taken_are_read_from_the_record(loaded: Loaded, sessions: Path) -> None:
    folder = record(sessions / "one")
    (folder / "launcher_metadata" / "launcher.log").write_text("first\nsecond\n")
    usage = '{"time": "2026-11-21T09:00:00+00:00", "memory_bytes": 5, "cpu_percent": 1.0, "gpu_memory_bytes": null}\n'
    (folder / "launcher_metadata" / "resource_usage.jsonl").write_text(usage)
    desk = RunDesk(loaded)
    assert [line.text for line in (await desk.log("sessions.one", 1)).lines] == ["second"]
    assert [line.text for line in (await desk.search_log("sessions.one", "FIR", 5)).lines] == ["first"]
    curve = (await desk.run("sessions.one")).curve
    assert curve is not None
    assert [point.memory_bytes for point in curve.points] == [5]
    assert [seen.curve for seen in await desk.runs()] == [None]  # it is over: only who asks for it gets that
