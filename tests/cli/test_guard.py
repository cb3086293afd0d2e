"""``dreamwindow guard``: what it says of each probe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.guard.test_games import named, stranger

pytestmark = pytest.mark.usefixtures("games_alone")
CONFIG = "game_detection: {known_games: [doom.exe], battery_percent: null}\n"


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_it_says_what_each_probe_sees_or_why_it_cannot(call: Call, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text(CONFIG)
    lines = {line.split()[1]: line for line in call("guard").out.splitlines()}
    assert lines["battery"] == "off    battery         by game_detection.battery_percent"
    assert lines["fullscreen"].startswith("blind  fullscreen      There is no display")
    assert lines["known_game"].startswith("clear  known_game      none of 1 games among ")
    assert len(lines) == 8


def test_it_says_what_would_pause_the_dream(call: Call, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text(CONFIG)
    with stranger(named(workspace, "doom.exe")) as pid:
        assert f"PAUSE  known_game      doom.exe runs as process {pid}" in call("guard").out
        said = json.loads(call("guard", "--json").out)
    assert said["enabled"] is True
    assert said["off"] == {
        "battery": "game_detection.battery_percent", "cpu_share": "game_detection.cpu_percent",
    }  # fmt: skip
    assert said["probes"]["known_game"] == {
        "outcome": "hold", "says": f"doom.exe runs as process {pid}", "reason": "a game runs: doom.exe",
        "used": None,
    }  # fmt: skip


def test_it_says_so_when_the_dream_does_not_ask(call: Call, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text("game_detection: {enabled: false}\n")
    assert call("guard").out.endswith("game_detection.enabled is false.\n")
