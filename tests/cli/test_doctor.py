from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest
from click import unstyle

from dreamwindow import plugins
from dreamwindow.cli.diagnosis import Finding
from dreamwindow.cli.doctor import _mark
from tests.cli.conftest import Call, listing
from tests.cli.plugin import BROKEN, MOODY, install

FREE = "server: {port: 0}\ngeneration: {width: 64, height: 64}\n"


@pytest.fixture
def well(workspace: Path) -> Path:
    """A folder in which nothing stands in the way, whatever runs on this machine."""
    (workspace / "dreamwindow.yaml").write_text(FREE)
    return workspace


@pytest.mark.parametrize(("finding", "mark"), [
    (Finding("engine x", True, "from y"), "ok  "), (Finding("engine x", False, "broken"), "FAIL"),
    (Finding("engine x", True, "needs z", absent=True), "--  "),
])  # fmt: skip
def test_what_is_not_installed_is_not_called_well(finding: Finding, mark: str) -> None:
    assert unstyle(_mark(finding)) == mark


def findings(call: Call) -> dict[str, dict[str, object]]:
    said = call("doctor", "--json")
    found = {finding["what"]: finding for finding in json.loads(said.out)}
    assert said.code == (0 if all(finding["well"] for finding in found.values()) else 1)
    return found


def plugged_in() -> list[str]:
    """As ``engine procedural``, group by group."""
    kinds = {group: group.rpartition(".")[2].removesuffix("s") for group in plugins.GROUPS}
    found = [f"{kind} {name}" for group, kind in kinds.items() for name in plugins.names(group)]
    assert {"engine procedural", "mode hybrid", "probe battery"} <= set(found)
    return found


def test_a_line_for_each_thing_and_nothing_written(well: Path, call: Call) -> None:
    before = listing(well)
    said = call("doctor")
    lines = [line.partition(":")[0].split(maxsplit=1)[1] for line in said.out.splitlines()]
    assert [line for line in lines if not line.startswith(("/", "port"))] == [
        "Dream Window", "the page", *plugged_in(), "the settings", "the disk", "a picture by procedural",
    ]  # fmt: skip
    assert listing(well) == before


def test_a_script_gets_the_same(well: Path, call: Call) -> None:
    found = findings(call)
    assert found["a picture by procedural"]["well"] is True
    assert str(found["a picture by procedural"]["says"]).startswith("64x64 in ")
    assert found[str(well / "output")]["says"] == "can be made"


def test_a_broken_plugin_is_reported_and_harms_nothing(
    well: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", "gloom", "dreamwindow.modes", BROKEN)
    monkeypatch.syspath_prepend(tmp_path / "site")
    found = findings(call)
    assert "RuntimeError: it was built for another planet" in str(found["mode gloom"]["says"])
    assert found["mode gloom"]["remedy"] == "Repair or remove strange-gloom 3.1; nothing else is harmed."
    assert found["a picture by procedural"]["well"] is True
    assert call("run", "--no-open", "--frames", "1").code == 0
    chosen = call("run", "--no-open", "--frames", "1", "--mode", "gloom")
    assert chosen.code == 2
    assert chosen.err.startswith("dreamwindow: --mode: 'gloom' from strange-gloom 3.1 cannot be loaded: RuntimeError")


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("def create(options): raise ZeroDivisionError('oh')\n", "the settings"),
        (MOODY.replace("raise EngineUnavailable(", "raise ZeroDivisionError('oh', "), "a picture by moody"),
    ],
)
def test_an_engine_that_fails_is_not_our_traceback(
    code: str, what: str, well: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", "moody", "dreamwindow.engines", code.replace("(3, 4)", "range(9)"))
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("DREAMWINDOW_GENERATION__ENGINE", "moody")
    monkeypatch.delitem(sys.modules, "strange_moody", raising=False)
    found = findings(call)
    assert list(found)[-1] == what
    assert str(found[what]["says"]).startswith("ZeroDivisionError: ")
    assert found[what]["remedy"] == "This is a bug: tell the authors of that engine."


def test_wrong_settings_are_said_and_end_it(well: Path, call: Call) -> None:
    (well / "dreamwindow.yaml").write_text("generation: {width: 7}")
    found = findings(call)
    assert found["the settings"]["well"] is False
    assert found["the settings"]["says"] == "dreamwindow.yaml line 1: generation.width is 7."
    assert str(found["the settings"]["remedy"]).startswith("Allowed: a whole number")


def test_what_is_in_the_way_is_said(well: Path, call: Call) -> None:
    (well / "output").write_text("")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (well / "dreamwindow.yaml").write_text(f"server: {{port: {port}}}\nrecording: {{min_free_gb: 1.0e+9}}\n")
        found = findings(call)
    wrong = {what for what, finding in found.items() if not finding["well"]}
    assert wrong == {str(well / "output"), f"port {port} of 127.0.0.1", "the disk"}
    assert all(found[what]["remedy"] for what in wrong)


def test_a_page_that_was_not_built(well: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dreamwindow.cli.diagnosis.STATIC", well)
    found = findings(call)
    assert (found["the page"]["well"], found["the page"]["says"]) == (False, "not built")
