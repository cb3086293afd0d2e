"""The log tells transitions, and a line of figures a minute; not frames."""

from __future__ import annotations

import os
import re
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.plugin import MOODY, install
from tests.cli.process import Command, command

RUN = ("run", "--no-open", "--port", "0", "--size", "64", "--prompt", "sea")
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - dreamwindow\.([\w.]+) - (\w+) - (.*)")


def lines(folder: Path) -> list[tuple[str, str]]:
    """Level and message of each line, but for what the library found: it may come before the end or not at all."""
    text = (folder / "logs" / "dreamwindow.log").read_text(encoding="utf-8")
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert all(found)
    return [(match[2], match[3]) for match in found if match and not match[3].startswith("Library: ")]


def test_a_run_is_a_handful_of_lines(call: Call, workspace: Path) -> None:
    assert call(*RUN, "--frames", 30).code == 0
    (_, first), (_, begins), (_, ends), (_, last) = lines(workspace)
    assert re.fullmatch(
        r"Dream Window \S+, procedural \(procedural-1, cpu\), 64x64, hybrid, on http://127\.0\.0\.1:\d+", first
    )
    session = next((workspace / "sessions").iterdir()).name
    assert begins == f"Session {session} begins"
    assert re.fullmatch(rf"Session {session}: completed; 30 frames shown, \d+ recorded in \d+ s", ends)
    assert last == "Closed"


def post(running: Command, port: int, path: str) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=b"", method="POST")
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_pause_is_a_line_and_its_end_another(tmp_path: Path) -> None:
    with command(tmp_path, *RUN) as running:
        port = running.port()
        post(running, port, "/api/dream/pause")
        post(running, port, "/api/dream/resume")
        running.send(2)
        running.end()
    said = [message for _, message in lines(tmp_path)]
    paused = [message for message in said if re.search("[Pp]ause|[Rr]esume", message)]
    assert len(paused) == 2
    assert said.index(paused[0]) < said.index(paused[1]) < said.index("Interrupted: closing")


@pytest.mark.slow
def test_an_engine_that_fails_for_a_while_is_a_few_lines(
    call: Call, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "strange_moody", raising=False)
    install(tmp_path / "site", "moody", "dreamwindow.engines", MOODY)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert call(*RUN, "--engine", "moody", "--mode", "img2img", "--frames", 12).code == 0
    troubles = [(level, message) for level, message in lines(workspace) if "mood." in message or "again" in message]
    assert [level for level, _ in troubles] == ["WARNING", "WARNING", "INFO"]
    assert "It is in no mood" in troubles[0][1]
