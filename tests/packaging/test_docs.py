"""What the documents say is there, is there; and what is there, they name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "dreamwindow"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_inside_the_repository_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_the_rooms_in_the_architecture_are_those_of_the_package() -> None:
    block = ARCHITECTURE.partition("src/dreamwindow/\n")[2].partition("```")[0]
    named = {line.split()[0].rstrip("/") for line in block.splitlines() if re.match(r"  \S", line)}
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert named == rooms - {"__init__.py", "__main__.py", "__pycache__"}


def test_the_layers_in_the_architecture_are_those_that_are_enforced() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    enforced = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    drawn = ARCHITECTURE.partition("Which way imports run")[2].split("```")[1].split("\n")
    assert [line for line in drawn if line] == [layer for layer in enforced if layer != "__main__"]


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:3] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers)) > 0
