from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from dreamwindow.runtime import CachedGitManager
from dreamwindow.runtime.git import GitManagerError
from tests.runtime.git.conftest import Make, needs_submodules
from trials.repositories import Repository, git


@pytest.fixture
def cache(tmp_path: Path) -> CachedGitManager:
    return CachedGitManager(tmp_path / "cache")


def change(path: Path, text: str) -> None:
    """As somebody does who will not be told."""
    path.chmod(0o644)
    path.write_text(text)


def test_each_commit_is_a_folder_of_its_own_and_the_same_one_each_time(
    origin: Repository, cache: CachedGitManager
) -> None:
    newest = cache.clone_or_update_repository(origin.url)
    first = cache.clone_or_update_repository(origin.url, "annotated")
    assert (newest / "task.py").read_text() == "print(2)\n"
    assert (first / "task.py").read_text() == "print(1)\n"
    assert cache.clone_or_update_repository(origin.url, origin.git("rev-parse", "v1")[:7]) == first
    assert git(first, "status", "--porcelain") == ""
    assert set(git(first, "tag").split()) == {"annotated", "v1"}
    index = json.loads((cache.cache_dir / "cache_index.json").read_text())
    assert [len(repository["trees"]) for repository in index["repositories"].values()] == [2]


def test_a_moved_branch_is_found_moved(origin: Repository, cache: CachedGitManager) -> None:
    before = cache.clone_or_update_repository(origin.url)
    origin.commit({"task.py": "print(3)\n"})
    after = cache.clone_or_update_repository(origin.url)
    assert before != after
    assert (after / "task.py").read_text() == "print(3)\n"
    origin.git("reset", "-q", "--hard", "HEAD~2")  # rewritten history is followed as well
    assert (cache.clone_or_update_repository(origin.url) / "task.py").read_text() == "print(1)\n"


def test_what_was_here_is_here_without_the_network_and_says_that_it_may_be_old(
    origin: Repository, cache: CachedGitManager, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = origin.git("rev-parse", "v1")
    cache.clone_or_update_repository(origin.url)
    origin.folder.rename(tmp_path / "away")
    assert not cache.resolve(origin.url, first).stale
    assert (cache.clone_or_update_repository(origin.url, first) / "task.py").read_text() == "print(1)\n"
    assert caplog.text == ""
    assert cache.resolve(origin.url, "main").stale
    assert "cannot be asked" in caplog.text
    with pytest.raises(GitManagerError, match="fetch"):
        cache.clone_or_update_repository(origin.url, "never-seen")


def test_a_main_that_is_called_otherwise(make: Make, cache: CachedGitManager) -> None:
    old = make("old", "trunk")
    old.commit({"a": "1"})
    assert (cache.clone_or_update_repository(old.url) / "a").is_file()


@needs_submodules
def test_submodules_are_here_without_the_network_too(
    origin: Repository, make: Make, cache: CachedGitManager, tmp_path: Path
) -> None:
    inner, innermost = make("inner"), make("innermost")
    innermost.commit({"deep.txt": "deep\n"})
    inner.git("submodule", "add", "-q", "../innermost", "deep")
    inner.commit({"inner.txt": "inside\n"})
    origin.git("submodule", "add", "-q", "../inner", "parts/inner")
    one = origin.commit({}, "with a part")
    two = origin.commit({"task.py": "print(9)\n"})
    cache.clone_or_update_repository(origin.url, one)
    (origin.folder.parent).rename(tmp_path / "away")
    tree = cache.clone_or_update_repository(origin.url, two)
    assert (tree / "parts" / "inner" / "deep" / "deep.txt").read_text() == "deep\n"


def test_a_checkout_that_somebody_changed_is_refused_and_untouched(origin: Repository, cache: CachedGitManager) -> None:
    tree = cache.clone_or_update_repository(origin.url)
    change(tree / "task.py", "mine\n")
    for _ in range(2):
        with pytest.raises(GitManagerError, match=r"changes of yours: task\.py"):
            cache.clone_or_update_repository(origin.url)
    assert cache.prune(max_age=timedelta(0), max_gb=0) == []
    assert (tree / "task.py").read_text() == "mine\n"


def test_what_was_not_used_for_long_goes_and_can_be_had_again(origin: Repository, tmp_path: Path) -> None:
    now = [1_000_000.0]
    cache = CachedGitManager(tmp_path / "cache", now=lambda: now[0])
    first = cache.clone_or_update_repository(origin.url, "v1")
    now[0] += 3 * 86_400
    second = cache.clone_or_update_repository(origin.url)
    assert cache.prune(max_age=timedelta(days=2), keep=[first]) == []
    assert cache.prune(max_age=2 * 86_400) == [first]
    assert not first.exists()
    assert cache.clone_or_update_repository(origin.url, "v1") == first
    assert cache.prune(max_gb=0) == [first, second] or not (first.exists() or second.exists())


def test_two_processes_that_want_the_same_get_it_once(origin: Repository, tmp_path: Path) -> None:
    source = (
        "import sys; from dreamwindow.runtime import CachedGitManager\n"
        "print(CachedGitManager(sys.argv[1]).clone_or_update_repository(sys.argv[2]))"
    )
    arguments = [sys.executable, "-c", source, str(tmp_path / "cache"), origin.url]
    both = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1]
    assert (Path(said[0]) / "task.py").is_file()


def test_what_two_commits_share_is_written_once_and_protected(origin: Repository, cache: CachedGitManager) -> None:
    first = cache.clone_or_update_repository(origin.url)
    origin.commit({"task.py": "print(3)\n", "new/deep.py": "1\n"})
    origin.git("rm", "-q", "data/table.csv")
    second = cache.clone_or_update_repository(origin.url, origin.commit({"link.py": "x\n"}))
    third = cache.clone_or_update_repository(origin.url, origin.commit({"task.py": "print(4)\n"}))
    assert [(tree / "task.py").read_text() for tree in (first, second, third)] == [
        "print(2)\n", "print(3)\n", "print(4)\n",
    ]  # fmt: skip
    assert (second / "new" / "deep.py").samefile(third / "new" / "deep.py")
    assert not (second / "data").exists()
    assert (first / "data" / "table.csv").exists()
    assert (third / "link.py").stat().st_mode & 0o222 == 0
    assert [git(tree, "status", "--porcelain") for tree in (first, second, third)] == ["", "", ""]


def test_a_checkout_that_somebody_changed_gives_nothing_to_another(origin: Repository, cache: CachedGitManager) -> None:
    tree = cache.clone_or_update_repository(origin.url)
    change(tree / "data" / "table.csv", "mine\n")
    after = cache.clone_or_update_repository(origin.url, origin.commit({"task.py": "print(3)\n"}))
    assert (after / "data" / "table.csv").read_text() == "1\n"
