"""``dreamwindow models``, as a person calls it, with a hub on this machine."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dreamwindow.cli.models import models
from dreamwindow.errors import FolderNotWritable
from dreamwindow.files import Disk
from dreamwindow.weights.known import known
from dreamwindow.weights.places import find
from tests.weights.hub_server import COMMIT, HubServer, serving
from tests.weights.models import WEIGHTS, clip_hub


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HubServer]:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with serving(clip_hub(1000)) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.url)
        yield served


def call(*arguments: str) -> Result:
    return CliRunner().invoke(models, arguments)


def listed(name: str) -> dict[str, object]:
    said: list[dict[str, object]] = json.loads(call("list", "--json").stdout)
    return next(item for item in said if item["name"] == name)


def test_a_model_is_absent_then_fetched_then_checked(server: HubServer, tmp_path: Path) -> None:
    assert listed("clip")["state"] == "absent"
    assert call("check", "clip").exit_code == 1

    fetched = call("fetch", "clip")
    assert fetched.exit_code == 0, fetched.output
    folder = find(known("clip"), tmp_path / "hub")
    assert fetched.stdout.strip() == f"clip is in {folder}"

    assert listed("clip") | {"state": "here", "folder": str(folder)} == listed("clip")
    checked = call("check")
    assert checked.exit_code == 0
    assert f"intact   clip  {WEIGHTS}" in checked.stdout


def test_a_damaged_file_ends_with_1(server: HubServer, tmp_path: Path) -> None:
    call("fetch", "clip")
    folder = find(known("clip"), tmp_path / "hub")
    assert folder is not None
    (folder / "config.json").write_text("[]")

    checked = call("check", "clip", "--json")
    assert checked.exit_code == 1
    assert {"path": "config.json", "state": "damaged"} in json.loads(checked.stdout)["clip"]
    assert "`dreamwindow models fetch clip` fetches anew" in call("check").stderr


def test_what_is_damaged_by_now_is_fetched_anew_and_nothing_else(server: HubServer, tmp_path: Path) -> None:
    call("fetch", "clip")
    folder = find(known("clip"), tmp_path / "hub")
    assert folder is not None
    weights = folder / WEIGHTS
    data = weights.read_bytes()
    weights.write_bytes(bytes([*data[:-1], data[-1] ^ 1]))
    server.asked.clear()

    assert call("fetch", "clip").exit_code == 0
    assert weights.read_bytes() == data
    assert [path for path, _ in server.asked if "resolve" in path] == [f"/{server.repo}/resolve/{COMMIT}/{WEIGHTS}"]
    assert call("check", "clip").exit_code == 0


def test_a_disk_that_will_not_is_told_without_a_traceback(
    server: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(disk: Disk, *arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as later:
        later.setattr(Disk, "write", full)
        failed = call("fetch", "clip")
    assert isinstance(failed.exception, FolderNotWritable)
    assert "No space left" in failed.exception.message
    assert "goes on where it stopped" in failed.exception.remedy
    assert call("fetch", "clip").exit_code == 0


def test_where_nothing_is_that_is_said(server: HubServer) -> None:
    checked = call("check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "models list" in checked.stderr


def test_the_list_is_for_people_too(server: HubServer) -> None:
    said = call("list").stdout
    assert "absent   clip            ~608 MB  openai/clip-vit-base-patch32" in said
    assert server.asked == []
