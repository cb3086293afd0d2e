from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime import GitManager, validate_git_url
from dreamwindow.runtime.git.refs import check_ref
from dreamwindow.runtime.git.submodules import absolute
from dreamwindow.runtime.git.urls import normalised, without_password

TAKEN = [
    "https://github.com/lab/task.git",
    "https://user@example.org:8443/lab/task",
    "ssh://git@example.org/lab/task.git",
    "git@github.com:lab/task.git",
    "file:///data/repositories/task",
    "http://127.0.0.1:8080/task.git",
]
REFUSED = [
    "",
    "task",
    "/data/task",
    "../task",
    "http://example.org/task.git",
    "ftp://example.org/task.git",
    "git://example.org/task.git",
    "ext::sh -c whoami",
    "fd::17",
    "--upload-pack=touch /tmp/x",
    "-oProxyCommand=whoami",
    "ssh://-oProxyCommand=whoami/x",
    "ssh://git@-oProxyCommand=whoami/x",
    "git@-oProxyCommand=whoami:x",
    "git@host:-x",
    "https://example.org/a b",
    "https://example.org/a\nb",
    "https://example.org",
    "https:///task.git",
    "file://host/share",
    "transport::https://example.org/a.git",
    "git@host::x",
    f"https://example.org/{'a' * 3000}",
]


@pytest.mark.parametrize("url", TAKEN)
def test_addresses_of_repositories(url: str) -> None:
    assert validate_git_url(url)


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_none_never_reaches_git(url: str, tmp_path: Path) -> None:
    assert not validate_git_url(url)
    with pytest.raises(GitManagerError, match="no address"):
        GitManager().clone_repository(url, tmp_path / "clone")


def test_folders_of_this_machine_can_be_refused() -> None:
    assert not validate_git_url("file:///data/task", allow_file=False)


@pytest.mark.parametrize(
    "name",
    ["", "-x", "--upload-pack=x", "a b", "a..b", "a~1", "a^", "a:b", "@{1}", "a\nb", "a.lock", "/a", "a/", "x" * 300],
)
def test_names_that_are_no_commits_never_reach_git(name: str, tmp_path: Path) -> None:
    with pytest.raises(GitManagerError, match="no name of a commit"):
        GitManager().clone_repository("https://example.org/a.git", tmp_path / "clone", name)


@pytest.mark.parametrize("name", ["main", "feature/new-task", "v1.2.3", "a" * 40, "grün"])
def test_names_that_are(name: str) -> None:
    assert check_ref(name) == name


def test_one_repository_under_each_of_its_addresses() -> None:
    same = ["git@Host.org:a/b.git", "ssh://git@host.org/a/b", "https://host.org/a/b.git/", "https://me:x@host.org/a/b"]
    assert {normalised(url) for url in same} == {"host.org/a/b"}


def test_passwords_are_not_shown() -> None:
    assert without_password("fetch https://me:secret@host/a failed") == "fetch https://me@host/a failed"


@pytest.mark.parametrize(
    ("parent", "url", "whole"),
    [
        ("https://host.org/lab/task.git", "../part.git", "https://host.org/lab/part.git"),
        ("file:///data/task", "../part", "file:///data/part"),
        ("git@host.org:lab/task.git", "../part.git", "git@host.org:lab/part.git"),
        ("https://host.org/lab/task", "https://else.org/x", "https://else.org/x"),
    ],
)
def test_a_submodules_address_as_seen_from_its_parent(parent: str, url: str, whole: str) -> None:
    assert absolute(parent, url) == whole
