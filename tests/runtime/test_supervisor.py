from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dreamwindow.errors import ProgramFailed
from dreamwindow.model.program import ProgramSpec, Ready, Restart
from dreamwindow.runtime.program_run import RunPlaces, last_lines, supervised
from dreamwindow.runtime.program_state import read_status
from dreamwindow.runtime.readiness import Reply, Watch
from dreamwindow.runtime.supervisor import Change, Listeners, Supervisor, SupervisorOptions
from dreamwindow.sessions.reader import read_manifest
from tests.runtime.programs import PATIENCE_S, STAY

SERVES = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"system": "stand-in"}')
    def log_message(self, *arguments):
        pass
print("serving", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
AT_ONCE = Restart(first_s=0.001, longest_s=0.004, at_most=3)


def nobody(url: str) -> Reply | None:
    """What answers where there is nobody to ask."""
    raise AssertionError(f"{url} was asked")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def spec(
    source: str, *arguments: str, port: int | None = None, restart: Restart = AT_ONCE, **more: object
) -> ProgramSpec:
    url = None if port is None else f"http://127.0.0.1:{port}/system_stats"
    return ProgramSpec(
        name="stand-in", arguments=(sys.executable, "-c", source, *arguments), restart=restart, grace_s=0.5,
        ready=Ready(url=url, within_s=PATIENCE_S, every_s=0.02), **more,  # type: ignore[arg-type]
    )  # fmt: skip


class Changes:
    """What a supervisor told; ``until`` waits for a state."""

    def __init__(self) -> None:
        self.seen: list[Change] = []
        self._news = threading.Condition()

    def __call__(self, change: Change) -> None:
        with self._news:
            self.seen.append(change)
            self._news.notify_all()

    def until(self, state: str, times: int = 1) -> Change:
        with self._news:
            assert self._news.wait_for(lambda: self.states.count(state) >= times, PATIENCE_S), self.seen
            return next(change for change in reversed(self.seen) if change.state == state)

    @property
    def states(self) -> list[str]:
        return [change.state for change in self.seen]


@contextmanager
def in_background(supervisor: Supervisor) -> Iterator[None]:
    thread = threading.Thread(target=supervisor.run, name="supervisor")
    thread.start()
    try:
        yield
    finally:
        supervisor.stop()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def supervisor_of(program: ProgramSpec) -> tuple[Supervisor, Changes]:
    changes = Changes()
    return Supervisor(program, SupervisorOptions(listeners=Listeners(on_change=changes))), changes


def test_it_is_ready_when_it_answers_and_stops_when_it_is_told_to() -> None:
    port = free_port()
    supervisor, changes = supervisor_of(spec(SERVES, str(port), port=port))
    with in_background(supervisor):
        ready = changes.until("ready")
        assert ready.reply is not None
        assert json.loads(ready.reply.body) == {"system": "stand-in"}
    assert changes.states == ["starting", "ready", "stopped"]
    with socket.create_server(("127.0.0.1", port)):
        """The port is free again."""


def test_one_that_ends_is_started_again_after_longer_and_longer_waits() -> None:
    supervisor, changes = supervisor_of(spec("print('brief')"))
    with pytest.raises(ProgramFailed, match="is given up: it ended with exit code 0, 4 times"):
        supervisor.run()
    waits = [change.says.rpartition(" in ")[2] for change in changes.seen if change.state == "waiting"]
    assert waits == ["0.001 s", "0.002 s", "0.004 s"]
    said = "it ended with exit code 0 (the last it said: brief); it is started again in 0.001 s"
    assert next(change.says for change in changes.seen if change.state == "waiting") == said
    assert "ready" not in changes.states


def test_one_that_answers_nobody_is_ready_once_it_has_stayed() -> None:
    watch = Watch(Ready(after_s=2.0), began=100.0, ask=nobody)
    seen = [(watch.look(now), watch.is_ready) for now in (100.0, 101.9, 102.0, 300.0)]
    assert seen == [(None, False), (None, False), (None, True), (None, True)]


def test_one_that_answers_no_more_is_given_up_after_so_many_misses() -> None:
    answers = iter([None, Reply(503, b""), Reply(200, b"here"), None, Reply(200, b""), None, None])
    watch = Watch(Ready(url="http://camera/", every_s=1.0, misses=2), began=0.0, ask=lambda url: next(answers))
    said = [(watch.look(now), watch.is_ready) for now in (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)]
    assert [ready for _, ready in said] == [False, False, False, True, True, True, True, True]
    assert [why for why, _ in said] == [None] * 7 + ["it answers no more"]


def test_one_that_only_crashes_is_given_up_with_its_last_lines() -> None:
    supervisor, changes = supervisor_of(spec("import sys\nprint('no GPU here')\nsys.exit(3)"))
    with pytest.raises(ProgramFailed) as caught:
        supervisor.run()
    assert "no GPU here" in caught.value.remedy
    assert changes.states[-1] == "failed"
    assert "exit code 3" in changes.seen[-1].says


def test_one_that_is_not_ready_in_time_is_started_again() -> None:
    program = ProgramSpec(
        name="mute", arguments=(sys.executable, "-c", STAY), restart=Restart(first_s=0.001, at_most=1), grace_s=0.5,
        ready=Ready(url=f"http://127.0.0.1:{free_port()}/", within_s=0.2, every_s=0.02),
    )  # fmt: skip
    supervisor, _ = supervisor_of(program)
    with pytest.raises(ProgramFailed, match="did not answer within"):
        supervisor.run()


def test_more_memory_than_allowed_makes_it_start_again() -> None:
    program = spec("held = bytearray(80_000_000)\n" + STAY, memory_limit_bytes=10_000_000, restart=Restart(at_most=0))
    supervisor, _ = supervisor_of(program)
    with pytest.raises(ProgramFailed, match="of 10 MB allowed"):
        supervisor.run()


def test_what_is_not_there_is_not_tried_again() -> None:
    supervisor, changes = supervisor_of(ProgramSpec(name="x", arguments=("no-such-program",)))
    with pytest.raises(ProgramFailed, match="no-such-program"):
        supervisor.run()
    assert changes.states == ["failed"]


@pytest.mark.parametrize("foreign", ["use", "refuse"])
def test_somebody_elses_server_on_the_port_is_let_be(foreign: str) -> None:
    class Theirs(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Theirs) as theirs:
        theirs.daemon_threads = False
        thread = threading.Thread(target=theirs.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            supervisor, changes = supervisor_of(spec(SERVES, "0", port=theirs.server_address[1], foreign=foreign))
            if foreign == "refuse":
                with pytest.raises(ProgramFailed, match="answers at"):
                    supervisor.run()
            else:
                supervisor.run()
            assert changes.states == ["failed" if foreign == "refuse" else "foreign"]
            assert thread.is_alive()
        finally:
            theirs.shutdown()
            thread.join()


def test_a_run_is_a_session_with_its_log_its_answer_and_its_status(tmp_path: Path) -> None:
    port = free_port()
    places = RunPlaces(sessions_dir=tmp_path / "s", ledger=tmp_path / "l", programs=tmp_path / "p")
    changes = Changes()
    with supervised(spec(SERVES, str(port), port=port), places, changes) as supervisor, in_background(supervisor):
        changes.until("ready")
        status = read_status(places.programs, "stand-in")
        assert status is not None
        assert (status.state, status.is_kept) == ("ready", True)
    (session,) = places.sessions_dir.iterdir()
    manifest = read_manifest(session)
    assert (manifest.kind, manifest.status) == ("engine", "completed")
    assert (session / "ready.json").read_bytes() == b'{"system": "stand-in"}'
    assert last_lines(session, 1)[0].endswith(" serving")
    assert (session / "resource_usage.jsonl").read_text().count("\n") >= 1
    after = read_status(places.programs, "stand-in")
    assert after is not None
    assert not after.is_kept
    assert list(places.ledger.iterdir()) == []


def test_a_run_that_is_given_up_says_so_in_its_session(tmp_path: Path) -> None:
    places = RunPlaces(sessions_dir=tmp_path / "s", ledger=tmp_path / "l", programs=tmp_path / "p")
    with pytest.raises(ProgramFailed), supervised(spec("raise SystemExit(9)"), places) as supervisor:
        supervisor.run()
    (session,) = places.sessions_dir.iterdir()
    assert read_manifest(session).status == "failed"
    assert "given up" in str(read_manifest(session).stop_reason)
