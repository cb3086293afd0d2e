from __future__ import annotations

import socket
import subprocess
from pathlib import Path
from unittest.mock import MagicMock, Mock, patch

import psutil
import pytest

from dreamwindow.runtime import GitManager
from dreamwindow.runtime.git import GitManagerError
from dreamwindow.runtime.git.command import Git, Progress
from tests.runtime.git.conftest import Make, needs_submodules
from trials.repositories import Repository, served


def test_a_branch_is_checked_out_as_one(origin: Repository, tmp_path: Path) -> None:
    target = tmp_path / "here" / "clone"
    assert GitManager().clone_repository(url=origin.url, local_path=target, commit_hash="main") is target
    info = GitManager().get_repository_info(target)
    assert (info["commit_hash"], info["branch"], info["dirty"]) == (origin.git("rev-parse", "HEAD"), "main", False)
    assert info["url"] == origin.url
    assert info["last_modified"].startswith("20")
    assert (target / "task.py").read_text() == "print(2)\n"


@pytest.mark.parametrize("name", ["v1", "annotated", "full", "short"])
def test_tags_and_commits_are_what_they_say(origin: Repository, tmp_path: Path, name: str) -> None:
    first = origin.git("rev-parse", "v1")
    wanted = {"full": first, "short": first[:8]}.get(name, name)
    GitManager().clone_repository(origin.url, str(tmp_path / "clone"), wanted)
    info = GitManager().get_repository_info(tmp_path / "clone")
    assert (info["commit_hash"], info["branch"]) == (first, None)


def test_a_commit_between_the_tips_is_found_by_its_short_hash(origin: Repository, tmp_path: Path) -> None:
    between = origin.commit({"task.py": "print(3)\n"})
    origin.commit({"task.py": "print(4)\n"})
    GitManager().clone_repository(origin.url, tmp_path / "clone", between[:7])
    assert (tmp_path / "clone" / "task.py").read_text() == "print(3)\n"


def test_a_remote_without_main_gives_its_default_branch(
    make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = make("old", "master")
    commit = old.commit({"a": "1"})
    GitManager().clone_repository(old.url, tmp_path / "clone")
    info = GitManager().get_repository_info(tmp_path / "clone")
    assert (info["commit_hash"], info["branch"]) == (commit, "master")
    assert "default branch" in caplog.text


def test_another_name_that_is_not_there_is_an_error_that_lists_what_is(origin: Repository, tmp_path: Path) -> None:
    with pytest.raises(GitManagerError) as caught:
        GitManager().clone_repository(origin.url, tmp_path / "clone", "develop")
    assert "develop" in caught.value.message
    assert "branches main; tags annotated, v1" in caught.value.remedy
    assert list(tmp_path.glob("*clone*")) == []


@pytest.mark.parametrize("name", ["0" * 40, "0000abc"])
def test_a_commit_that_is_nowhere_is_an_error_and_leaves_nothing(origin: Repository, tmp_path: Path, name: str) -> None:
    with pytest.raises(GitManagerError):
        GitManager().clone_repository(origin.url, tmp_path / "clone", name)
    assert [path for path in tmp_path.iterdir() if "clone" in path.name] == []


def test_a_branch_that_moved_is_followed(origin: Repository, tmp_path: Path) -> None:
    GitManager().clone_repository(origin.url, tmp_path / "clone")
    moved = origin.commit({"task.py": "print(5)\n"})
    GitManager().clone_repository(origin.url, tmp_path / "clone")
    info = GitManager().get_repository_info(tmp_path / "clone")
    assert (info["commit_hash"], info["branch"]) == (moved, "main")
    assert GitManager().checkout(tmp_path / "clone", "v1") == origin.git("rev-parse", "v1")


def test_a_commit_that_is_here_needs_no_network(origin: Repository, tmp_path: Path) -> None:
    commit = origin.git("rev-parse", "HEAD")
    GitManager().clone_repository(origin.url, tmp_path / "clone", commit)
    origin.folder.rename(tmp_path / "away")
    GitManager().clone_repository(origin.url, tmp_path / "clone", commit)
    with pytest.raises(GitManagerError):
        GitManager().clone_repository(origin.url, tmp_path / "clone", "main")


@pytest.mark.parametrize("staged", [False, True])
def test_a_tree_with_changes_is_refused_and_untouched(origin: Repository, tmp_path: Path, staged: bool) -> None:
    clone = tmp_path / "clone"
    GitManager().clone_repository(origin.url, clone)
    (clone / "task.py").write_text("mine\n")
    (clone / "new.txt").write_text("mine too\n")
    if staged:
        Repository.git(Mock(folder=clone), "add", "-A")
    origin.commit({"task.py": "theirs\n"})
    for attempt in (
        lambda: GitManager().clone_repository(origin.url, clone),
        lambda: GitManager().checkout(clone, "v1"),
    ):
        with pytest.raises(GitManagerError, match=r"changes of yours: .*task\.py"):
            attempt()
    assert [(clone / name).read_text() for name in ("task.py", "new.txt")] == ["mine\n", "mine too\n"]
    assert GitManager().get_repository_info(clone)["dirty"]
    assert "+mine" in GitManager().get_diff(clone)


def test_files_of_ones_own_stay_and_a_checkout_that_would_overwrite_them_is_refused(
    origin: Repository, tmp_path: Path
) -> None:
    GitManager().clone_repository(origin.url, tmp_path / "clone")
    (tmp_path / "clone" / "notes.txt").write_text("mine\n")
    origin.commit({"notes.txt": "theirs\n"})
    with pytest.raises(GitManagerError, match=r"notes\.txt"):
        GitManager().clone_repository(origin.url, tmp_path / "clone")
    assert (tmp_path / "clone" / "notes.txt").read_text() == "mine\n"


@pytest.mark.parametrize("has_origin", [True, False])
def test_a_way_to_a_commit_and_back_to_the_branch(origin: Repository, tmp_path: Path, has_origin: bool) -> None:
    first, newest = origin.git("rev-parse", "v1"), origin.git("rev-parse", "main")
    GitManager().clone_repository(origin.url, tmp_path / "clone")
    folder = tmp_path / "clone" if has_origin else origin.folder
    for name, commit, branch in [
        ("v1", first, None), ("main", newest, "main"), ("annotated", first, None), (newest[:8], newest, None),
        (first, first, None), ("main", newest, "main"),
    ]:  # fmt: skip
        assert GitManager().checkout(folder, name) == commit
        assert GitManager().get_repository_info(folder)["branch"] == branch
    with pytest.raises(GitManagerError, match="has no 'develop'") as caught:
        GitManager().checkout(folder, "develop")
    assert "branches main" in caught.value.remedy


def test_commits_of_ones_own_stay_on_their_branch(origin: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    GitManager().clone_repository(origin.url, clone)
    mine = Repository.commit(Mock(folder=clone), {"mine.py": "1\n"})
    moved = origin.commit({"task.py": "theirs\n"})
    GitManager().clone_repository(origin.url, clone)
    assert GitManager().get_repository_info(clone)["commit_hash"] == moved
    assert Repository.git(Mock(folder=clone), "rev-parse", "main") == mine


def test_a_folder_of_something_else_is_refused(origin: Repository, make: Make, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years\n")
    with pytest.raises(GitManagerError, match="is no clone"):
        GitManager().clone_repository(origin.url, tmp_path / "full")
    other = make("other")
    other.commit({"a": "1"})
    GitManager().clone_repository(other.url, tmp_path / "clone")
    with pytest.raises(GitManagerError, match=r"is a clone of .*other"):
        GitManager().clone_repository(origin.url, tmp_path / "clone")
    assert (tmp_path / "full" / "thesis.txt").read_text() == "years\n"


def test_an_empty_folder_is_filled(origin: Repository, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    GitManager().clone_repository(origin.url, tmp_path / "empty")
    assert GitManager().validate_repository(tmp_path / "empty", origin.url)
    assert not GitManager().validate_repository(tmp_path / "empty", "https://example.org/other.git")
    assert not GitManager().validate_repository(tmp_path)


@needs_submodules
def test_submodules_come_too(origin: Repository, make: Make, tmp_path: Path) -> None:
    inner = make("inner")
    inner.commit({"inner.txt": "inside\n"})
    origin.git("submodule", "add", "-q", "../inner", "parts/inner")
    origin.commit({}, "with a part")
    GitManager().clone_repository(origin.url, tmp_path / "clone")
    assert (tmp_path / "clone" / "parts" / "inner" / "inner.txt").read_text() == "inside\n"


def test_large_files_without_the_tool_for_them_are_an_error(
    origin: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 5\n"
    origin.commit({".gitattributes": "*.bin filter=lfs diff=lfs\n", "movie.bin": pointer})
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(GitManagerError, match=r"movie\.bin .*git-lfs is not installed"):
        GitManager().clone_repository(origin.url, tmp_path / "clone")
    assert not (tmp_path / "clone").exists()


@pytest.mark.parametrize("shallow", [True, False])
def test_over_http_from_servers_that_give_shallow_history_and_that_do_not(
    origin: Repository, tmp_path: Path, shallow: bool
) -> None:
    between = origin.git("rev-parse", "HEAD")
    origin.commit({"task.py": "print(3)\n"})
    refuses = {} if shallow else {"GIT_PROTOCOL": "version=0"}  # in which a commit at no tip cannot be asked for
    seen: list[Progress] = []
    with served(origin.folder.parent, refuses) as address:
        GitManager().clone_repository(f"{address}/origin/.git", tmp_path / "clone", between, seen.append)
        assert set(GitManager().list_refs(f"{address}/origin/.git")) >= {"refs/heads/main", "refs/tags/v1"}
    assert (tmp_path / "clone" / "task.py").read_text() == "print(2)\n"
    assert (tmp_path / "clone" / ".git" / "shallow").exists() == shallow
    assert any(one.percent == 100 for one in seen)


def test_a_server_that_hangs_is_given_up_and_nothing_of_git_is_left(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/a.git"
        with pytest.raises(GitManagerError, match="said nothing for too long"):
            GitManager(git=Git(network_timeout_s=0.5)).clone_repository(url, tmp_path / "clone")
    running = psutil.process_iter(["cmdline"])
    assert [process for process in running if url in " ".join(process.info["cmdline"] or ())] == []


def test_gits_own_last_lines_are_told(tmp_path: Path) -> None:
    with pytest.raises(GitManagerError, match=r"(?s)ls-remote .*nowhere.* does not"):
        GitManager().clone_repository((tmp_path / "nowhere").as_uri(), tmp_path / "clone")


@pytest.mark.parametrize("answer", [Mock(returncode=0, stdout="", stderr=""), MagicMock(), Mock()])
def test_a_patched_git_is_believed(answer: Mock, tmp_path: Path) -> None:
    with patch("subprocess.run", return_value=answer) as run:
        target = str(tmp_path / "clone")
        assert (
            GitManager().clone_repository(url="https://example.org/a.git", local_path=target, commit_hash="main")
            == target
        )
    run.assert_called()
    assert all(isinstance(call.args[0], list) and "shell" not in call.kwargs for call in run.call_args_list)


def test_a_patched_failure_is_one(tmp_path: Path) -> None:
    failing = Mock(returncode=128, stdout="", stderr="fatal: no")
    with patch("dreamwindow.runtime.git.subprocess.run", return_value=failing), pytest.raises(GitManagerError):
        GitManager().clone_repository("https://example.org/a.git", str(tmp_path / "clone"), "main")
    with (
        patch("subprocess.run", side_effect=subprocess.TimeoutExpired("git", 1)),
        pytest.raises(GitManagerError, match="too long"),
    ):
        GitManager().clone_repository("https://example.org/a.git", str(tmp_path / "clone"), "main")
