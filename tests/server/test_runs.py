"""Runs over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.launched.desk import RunDesk
from dreamwindow.config.load import load
from dreamwindow.config.server import ServerConfig
from dreamwindow.server.app import create_app
from tests.records import record
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct

USAGE = {"time": "2026-11-21T09:00:00+00:00", "memory_bytes": 5_000, "cpu_percent": 12.34, "gpu_memory_bytes": None}


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
async def http(act: ToyAct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    desk = RunDesk(load(None, environ={}, cwd=tmp_path))
    async with client_of(create_app(cast(DreamAct, act), ServerConfig(port=0), runs=desk)) as client:
        yield client


async def test_runs_come_in_pages(http: httpx.AsyncClient, sessions: Path) -> None:
    for number in range(5):
        record(sessions / f"run{number}", started_at=f"2026-11-21T09:0{number // 2}:00+00:00")
    record(sessions / "now", status="running", started_at="2026-01-01T00:00:00+00:00")
    whole = [run["id"] for run in (await http.get("/api/runs")).json()["runs"]]
    assert whole == ["sessions.now", *(f"sessions.run{number}" for number in (4, 3, 2, 1, 0))]
    found: list[str] = []
    cursor = None
    while len(found) < 6:
        page = (await http.get("/api/runs", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        found, cursor = found + [run["id"] for run in page["runs"]], page["cursor"]
    assert (found, cursor) == (whole, None)
    assert_problem(await http.get("/api/runs", params={"cursor": "x"}), 422, "invalid-query")


async def test_a_run_says_what_it_is_and_what_it_took(http: httpx.AsyncClient, sessions: Path) -> None:
    settings = {"script_path": "task.py", "subject_id": "mouse_001", "user_id": "ada"}
    folder = record(
        sessions / "one", status="failed", stop_reason="it ended with exit code 3", settings=settings,
        ended_at="2026-11-21T09:30:00+00:00",
    )  # fmt: skip
    (folder / "launcher_metadata" / "resource_usage.jsonl").write_text(json.dumps(USAGE) + "\n")
    run = (await http.get("/api/runs/sessions.one")).json()
    assert (run["name"], run["state"], run["says"]) == ("task.py", "failed", "it ended with exit code 3")
    assert (run["subject_id"], run["user_id"], run["is_open"], run["can_restart"]) == ("mouse_001", "ada", False, False)
    assert (run["began_at"], run["ended_at"]) == ("2026-11-21T09:00:00Z", "2026-11-21T09:30:00Z")
    assert (run["usage"]["memory_bytes"], run["usage"]["cpu_percent"]) == ([5_000], [12.3])
    assert (await http.get("/api/runs")).json()["runs"][0]["usage"] is None
    assert_problem(await http.get("/api/runs/sessions.none"), 404, "session-not-found")


async def test_its_log_is_read_from_its_end_followed_and_searched(http: httpx.AsyncClient, sessions: Path) -> None:
    folder = record(sessions / "one")
    log = folder / "launcher_metadata" / "launcher.log"
    log.write_text("one\ntwo\n")
    address = "/api/runs/sessions.one/log"
    page = (await http.get(address, params={"lines": 1})).json()
    assert page == {"lines": [{"at": 4, "text": "two"}], "end": 8, "left_out": True}
    log.write_text("one\ntwo\nthree\n")
    page = (await http.get(address, params={"after": page["end"]})).json()
    assert page == {"lines": [{"at": 8, "text": "three"}], "end": 14, "left_out": False}
    found = (await http.get(address, params={"q": "T"})).json()["lines"]
    assert [line["text"] for line in found] == ["two", "three"]
    assert_problem(await http.get(address, params={"after": -1}), 422, "invalid-request")


async def test_what_cannot_be_done_says_why(http: httpx.AsyncClient, sessions: Path) -> None:
    record(sessions / "ours", status="running")
    assert_problem(await http.post("/api/runs/sessions.ours/stop"), 409, "program-failed")
    assert_problem(await http.post("/api/runs/sessions.ours/restart"), 404, "unknown-name")
    record(sessions / "over")
    assert (await http.post("/api/runs/sessions.over/stop")).json()["state"] == "completed"


async def test_a_server_without_runs_says_so(act: ToyAct) -> None:
    async with client_of(create_app(cast(DreamAct, act), ServerConfig(port=0))) as http:
        assert_problem(await http.get("/api/runs"), 409, "program-failed")
