"""Words on the command line: a timeline, and how close to stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, listing

RUN = ("run", "--no-open", "--port", "0", "--size", "64", "--record", "all")


def prompts_in(workspace: Path) -> list[str]:
    (recipes,) = (workspace / "sessions").glob("*/recipes.jsonl")
    return [json.loads(line)["recipe"]["prompt"] for line in recipes.read_text("utf-8").splitlines()]


def test_a_timeline_says_what_is_dreamed_of(call: Call, workspace: Path) -> None:
    (workspace / "night.yaml").write_text('- { at: "0:00", prompt: a lake at dawn }\n')
    assert call(*RUN, "--frames", 2, "--timeline", "night.yaml", "--taste", 1).code == 0
    assert set(prompts_in(workspace)) == {"a lake at dawn"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- at: soon\n  prompt: lake\n", "night.yaml line 1: at is 'soon'."),
        (None, "The timeline"),
    ],
)
def test_a_bad_timeline_ends_it_before_anything_is_made(
    call: Call, workspace: Path, text: str | None, says: str
) -> None:
    if text is not None:
        (workspace / "night.yaml").write_text(text)
    before = listing(workspace)
    said = call(*RUN, "--frames", 2, "--timeline", "night.yaml")
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 2
    assert listing(workspace) == before


def test_a_taste_out_of_range_is_refused_with_its_flag(call: Call) -> None:
    said = call(*RUN, "--taste", 2)
    assert (said.code, said.err.splitlines()[0]) == (2, "dreamwindow: --taste: taste.closeness is 2.0.")


def test_the_flags_are_described(call: Call) -> None:
    out = call("run", "--help").out
    assert "--timeline FILE" in out
    assert "--taste" in out
