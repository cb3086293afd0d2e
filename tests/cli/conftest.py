from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dreamwindow.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """How the command ended, and what it wrote."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command line in this process, as its entry point does, in an empty folder."""

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["dreamwindow", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def listing(folder: Path) -> dict[str, str]:
    """Everything below ``folder``: a hash for a file, nothing for a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }
