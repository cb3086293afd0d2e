"""What an engine says its pixels depend on changes when they may."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.engines.procedural.versions import revision


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "lexicon.txt").write_text("sea #001122\n")
    (tmp_path / "light.py").write_text("GAIN = 1.0\n")
    return tmp_path


@pytest.mark.parametrize("name", ["light.py", "words/lexicon.txt"])
def test_other_code_or_another_table_is_another_revision(engine: Path, name: str) -> None:
    before = revision(engine)
    (engine / name).write_text("something else\n")
    assert revision(engine) != before


def test_what_python_leaves_beside_the_code_changes_nothing(engine: Path) -> None:
    before = revision(engine)
    (engine / "__pycache__").mkdir()
    (engine / "__pycache__" / "light.cpython-311.pyc").write_bytes(b"\0")
    assert revision(engine) == before
