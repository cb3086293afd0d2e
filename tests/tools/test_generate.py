from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tools.generate import __main__ as generate
from tools.generate.markdown import wire_reference


def test_what_is_generated_here_is_fresh() -> None:
    assert generate.stale(generate.ROOT) == []


def test_what_is_missing_or_edited_is_stale_until_it_is_written(tmp_path: Path) -> None:
    assert generate.stale(tmp_path) == list(generate.OUTPUTS)
    generate.write(tmp_path)
    assert generate.stale(tmp_path) == []
    (tmp_path / "docs/wire.md").write_text("mine")
    assert generate.stale(tmp_path) == ["docs/wire.md"]


def test_the_check_fails_and_names_what_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "web/schema/openapi.json" in capsys.readouterr().err
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


def test_the_document_does_not_depend_on_a_built_page() -> None:
    document = json.loads(generate.OUTPUTS["web/schema/openapi.json"]())
    assert "/favicon.svg" not in document["paths"]
    assert "/api/settings" in document["paths"]


def test_the_wires_page_describes_whatever_it_refers_to() -> None:
    page = wire_reference()
    named = set(re.findall(r"the fields of `([^`]+)`", page))
    assert {"settings", "status", "spread", "session change"} <= named
    assert all(f"\n### `{name}`\n" in page for name in named)
