"""The page weighs words in the prompt's text: it reads the weighted syntax as the engine does, case by case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dreamwindow.engines.procedural.words import tokens

CASES = Path(__file__).parents[3] / "web" / "tests" / "prompt" / "weighted.json"


@pytest.mark.parametrize(("prompt", "meant"), json.loads(CASES.read_text(encoding="utf-8")))
def test_the_engine_reads_what_the_page_writes(prompt: str, meant: list[tuple[str, float]]) -> None:
    read = tokens.parse(prompt)
    assert [token.text for token in read] == [text for text, _ in meant]
    assert [token.weight for token in read] == pytest.approx([weight for _, weight in meant])
