"""Ctrl-C and its kin, on real processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.files.temporary import is_temporary
from dreamwindow.server.serving import listening
from tests.cli.process import Command, command, watched

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")]
RUN = ("run", "--no-open", "--port", "0", "--size", "64")
HANGING = (
    b"POST /api/prompt HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
)


def manifest(folder: Path) -> dict[str, Any]:
    (path,) = folder.glob("sessions/*/session.json")
    return dict(json.loads(path.read_text()))


def log(folder: Path) -> list[str]:
    return (folder / "logs" / "dreamwindow.log").read_text().splitlines()


def assert_closed_in_order(folder: Path, port: int) -> None:
    assert manifest(folder)["status"] == "aborted"
    assert json.loads((folder / "output" / "status.json").read_text())["status"] == "stopped"
    assert log(folder)[-1].endswith(" - dreamwindow.cli.session - INFO - Closed")
    assert [str(path) for path in folder.rglob("*") if is_temporary(path.name)] == []
    with listening("127.0.0.1", port):
        """It is free again."""


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (signal.SIGINT, "interrupted by Ctrl-C"),
        (signal.SIGTERM, "asked to end by SIGTERM"),
        (signal.SIGHUP, "its terminal was closed"),
    ],
)
def test_once_everything_is_closed_in_order(number: signal.Signals, why: str, tmp_path: Path) -> None:
    with command(tmp_path, *RUN) as running:
        port = running.port()
        running.send(number)
        assert running.end() == 0
    assert running.said.endswith("Closing.\n")
    assert_closed_in_order(tmp_path, port)
    assert manifest(tmp_path)["stop_reason"] == why


def test_before_the_number_of_frames_is_reached_it_ends_with_130(tmp_path: Path) -> None:
    with command(tmp_path, *RUN, "--frames", "100000") as running:
        port = running.port()
        running.send(signal.SIGINT)
        assert running.end() == 130
    assert "Dreaming" not in running.said  # a bar is for terminals
    assert_closed_in_order(tmp_path, port)


def test_a_server_without_a_dream_closes_too(tmp_path: Path) -> None:
    with command(tmp_path, "serve", "--no-open", "--port", "0") as running:
        running.port()
        running.send(signal.SIGINT)
        assert running.end() == 0
    assert log(tmp_path)[-1].endswith("Closed")
    assert list(tmp_path.glob("sessions/*")) == []


def test_twice_it_ends_at_once_and_the_next_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "dreamwindow.yaml").write_text("server: {close_timeout_s: 1000}")
    with command(tmp_path, *RUN) as running, _somebody_who_hangs(running):
        running.send(signal.SIGINT)
        running.until("Closing")
        assert manifest(tmp_path)["status"] == "running"
        running.send(signal.SIGINT)
        assert running.end() == 130
    assert manifest(tmp_path)["status"] == "running"
    with command(tmp_path, "serve", "--no-open", "--port", "0") as following:
        following.until(r"^After a crash: .*: was still marked as running; closed as died \(last heartbeat ")
    assert manifest(tmp_path)["status"] == "died"


@contextmanager
def _somebody_who_hangs(running: Command) -> Iterator[None]:
    """A client whose request never ends, so that the server is still closing when it is asked again."""
    with socket.create_connection(("127.0.0.1", running.port())) as client:
        client.sendall(HANGING)
        with socket.create_connection(client.getpeername()) as other:  # once this is answered, that one was read
            other.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert other.recv(1000).startswith(b"HTTP/1.1 200")
        yield


def test_a_hang_up_that_is_to_be_ignored_is(tmp_path: Path) -> None:
    with command(tmp_path, *RUN, before=_ignore_hang_ups) as running:
        port = running.port()
        running.send(signal.SIGHUP)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
            assert answer.status == 200
        running.send(signal.SIGTERM)
        assert running.end() == 0


def _ignore_hang_ups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def test_a_closed_terminal_closes_in_order(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dreamwindow", *RUN, "--frames", "100000"], cwd=tmp_path, stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True, preexec_fn=_take_the_terminal, text=True,
    )  # fmt: skip
    os.close(theirs)
    with watched(process), os.fdopen(ours, encoding="utf-8", errors="replace") as terminal:
        running = Command(process, terminal)
        port = running.port()
        running.until("Dreaming")  # the bar moves
        terminal.close()
        assert process.wait() == 130
    assert_closed_in_order(tmp_path, port)


def _take_the_terminal() -> None:
    import fcntl
    import termios

    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_pipe_that_nobody_reads_ends_nothing(tmp_path: Path) -> None:
    with command(tmp_path, *RUN, "--frames", "3") as running:
        running.process.stdout.close()  # type: ignore[union-attr]
        assert running.process.wait() == 0, log(tmp_path)
    assert manifest(tmp_path)["status"] == "completed"
