from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.experiments import LaunchOptions, launcher_for, read_source
from dreamwindow.experiments.acquisition import Stop
from dreamwindow.experiments.asking import Asker, Unattended
from dreamwindow.experiments.closing import Outcome
from dreamwindow.runtime import CachedGitManager
from trials.repositories import Repository

WHO = {"subject_id": "mouse_001", "user_id": "operator"}


class Answers:
    """A person who says these things in turn."""

    def __init__(self, *answers: str) -> None:
        self.questions: list[str] = []
        self._answers = list(answers)

    def ask(self, question: str) -> str:
        self.questions.append(question)
        return self._answers.pop(0)


class Rig:
    """A place to launch from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stop = Stop()
        self.ledger = folder / "ledger"
        self.sessions = folder / "sessions"
        self.said: list[str] = []
        self.cache = CachedGitManager(folder / "cache")

    def write(self, values: dict[str, Any], name: str = "params.json") -> Path:
        """A parameter file."""
        path = self.folder / name
        path.write_text(json.dumps(values))
        return path

    def script(self, source: str, name: str = "task.py") -> str:
        """A program of the experiment's."""
        (self.folder / name).write_text(source)
        return name

    def options(self, asker: Asker | None = None) -> LaunchOptions:
        """How it is launched."""
        return LaunchOptions(
            sessions_dir=self.sessions, asker=asker or Unattended(), stop=self.stop, ledger=self.ledger,
            cache=self.cache, echo=self.said.append,
        )  # fmt: skip

    def launch(self, rig: Path | None = None, asker: Asker | None = None, **values: Any) -> Outcome:
        """Run it, as ``WHO``."""
        source = read_source(self.write({**WHO, **values}), rig)
        return launcher_for(source, self.options(asker)).run()


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """A folder to launch from; nobody's git configuration is read."""
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.chdir(tmp_path)
    return Rig(tmp_path)


@pytest.fixture
def make_repository(tmp_path: Path, rig: Rig) -> Callable[[], Repository]:
    """Makes the repository of an experiment."""
    return lambda: Repository(tmp_path / "origins" / "task")
