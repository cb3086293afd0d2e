from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from trials.repositories import Repository

needs_submodules = pytest.mark.skipif(
    shutil.which("sed") is None or shutil.which("basename") is None,
    reason="git submodule is a shell script that wants sed and basename",
)
Make = Callable[..., Repository]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes repositories by name. Nobody's git configuration is read."""
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    return lambda name="origin", branch="main": Repository(tmp_path / "origins" / name, branch)


@pytest.fixture
def origin(make: Make) -> Repository:
    """Two commits on main, the first tagged ``v1`` and ``annotated``."""
    repository = make()
    repository.commit({"task.py": "print(1)\n", "data/table.csv": "1\n"})
    repository.git("tag", "v1")
    repository.git("tag", "-a", "annotated", "-m", "as published")
    repository.commit({"task.py": "print(2)\n"})
    return repository
