from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dreamwindow.cli.key import key
from dreamwindow.errors import ConfigError, UnknownName
from dreamwindow.server.access import keys as keys_module
from dreamwindow.server.access.keys import KeyFile


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyFile:
    path = tmp_path / "keys.json"
    monkeypatch.setattr(keys_module, "keys_file", lambda: path)
    return KeyFile(path)


def said(*arguments: str) -> str:
    return CliRunner().invoke(key, arguments, catch_exceptions=False).stdout


def test_a_key_is_shown_once(file: KeyFile) -> None:
    shown = said("new", "phone").strip()
    assert file.read().find(shown)
    listed = said("list")
    assert "phone" in listed
    assert shown not in listed
    assert shown.split("_")[1] in listed


def test_a_revoked_key_is_listed_no_more(file: KeyFile) -> None:
    said("new", "phone")
    said("new", "tablet")
    assert "'phone' lets nobody in" in said("revoke", "phone")
    assert [each.name for each in file.read().keys] == ["tablet"]


def test_what_cannot_be_is_said(file: KeyFile) -> None:
    said("new")
    with pytest.raises(ConfigError):
        said("new")
    with pytest.raises(UnknownName):
        said("revoke", "nobody")
