"""What git does is ended from outside, and leaves nothing half."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git import CachedGitManager, GitManager
from dreamwindow.runtime.git.command import Git
from dreamwindow.runtime.git.interruption import Interruption
from dreamwindow.runtime.tree import ProcessTree
from tests.runtime.git.conftest import Make
from tests.runtime.git.hanging import hanging


@pytest.mark.parametrize("kind", ["a folder", "the cache"])
def test_a_clone_that_waits_for_a_server_is_broken_off(kind: str, tmp_path: Path, make: Make) -> None:
    git = Git()
    with hanging() as server:

        def interrupt() -> None:
            server.asked.wait()
            git.interruption.ask()

        asking = threading.Thread(target=interrupt, name="a signal")
        asking.start()
        with pytest.raises(GitManagerError, match="git was interrupted"):
            _get(kind, server.url, tmp_path, git)
        asking.join()
    assert not (tmp_path / "new").exists()
    assert not [path for path in tmp_path.rglob("*") if path.name in ("HEAD", "config") or ".dw.tmp" in path.name]


def _get(kind: str, url: str, folder: Path, git: Git) -> None:
    if kind == "a folder":
        GitManager(git=git).clone_repository(url, folder / "new" / "task")
    else:
        CachedGitManager(folder / "cache", git=git).clone_or_update_repository(url)


def test_after_it_nothing_more_is_begun(tmp_path: Path) -> None:
    git = Git()
    assert git("version").startswith("git version")
    git.interruption.ask()
    with pytest.raises(GitManagerError, match="git was interrupted"):
        git("version")


def test_what_was_about_to_begin_is_ended_too() -> None:
    ended: list[str] = []
    interruption = Interruption()

    def begin() -> None:
        with interruption.during("DREAMWINDOW_TEST_MARK"):
            interruption.ask()
            ended.extend(thread.name for thread in threading.enumerate() if thread.name == "git's end")

    with pytest.raises(GitManagerError):
        begin()
    assert ended == ["git's end"]
    assert not ProcessTree(None, "DREAMWINDOW_TEST_MARK").members()
