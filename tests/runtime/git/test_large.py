"""Files in Git LFS come with the commit that names them, from a store that is a folder of this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git import CachedGitManager, GitManager
from tests.runtime.git.conftest import Make
from trials.repositories import Repository, git

pytestmark = pytest.mark.skipif(shutil.which("git-lfs") is None, reason="git-lfs is not installed")
MOVIES = [bytes(range(256)) * 40, bytes(range(255, -1, -1)) * 40]


@pytest.fixture
def movies(make: Make) -> Repository:
    """Two commits, each with another movie; the attribute lies three folders deep."""
    repository = make("movies")
    repository.git("lfs", "install", "--local")
    for movie in MOVIES:
        path = repository.folder / "a" / "b" / "c" / "movie.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(movie)
        repository.commit({"a/b/c/.gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n"})
    assert repository.git("show", "HEAD:a/b/c/movie.bin").startswith("version https://git-lfs")
    return repository


def movie_in(tree: Path) -> bytes:
    return (tree / "a" / "b" / "c" / "movie.bin").read_bytes()


def test_they_come_with_a_clone_whatever_this_user_has_set_up(movies: Repository, tmp_path: Path) -> None:
    clone = GitManager().clone_repository(movies.url, tmp_path / "clone")
    assert movie_in(clone) == MOVIES[1]
    assert git(clone, "config", "--local", "filter.lfs.smudge") == "git-lfs smudge -- %f"
    GitManager().checkout(clone, movies.git("rev-parse", "HEAD~1"))
    assert movie_in(clone) == MOVIES[0]
    assert not GitManager().get_repository_info(clone)["dirty"]


def test_they_come_with_each_checkout_of_the_cache(movies: Repository, tmp_path: Path) -> None:
    cache, commits = (
        CachedGitManager(tmp_path / "cache"),
        [movies.git("rev-parse", name) for name in ("HEAD~1", "HEAD")],
    )
    trees = [cache.clone_or_update_repository(movies.url, commit) for commit in commits]
    assert [movie_in(tree) for tree in trees] == MOVIES
    assert cache.clone_or_update_repository(movies.url, commits[0]) == trees[0]  # it is as it was left


def test_what_any_checkout_had_is_here_without_the_network_too(movies: Repository, tmp_path: Path) -> None:
    cache = CachedGitManager(tmp_path / "cache")
    (movies.folder / "a" / "b" / "c" / "movie.bin").write_bytes(MOVIES[0])
    commits = [movies.git("rev-parse", "HEAD~1"), movies.git("rev-parse", "HEAD"), movies.commit({"new.txt": "1"})]
    for commit in commits[:2]:
        cache.clone_or_update_repository(movies.url, commit)
    movies.folder.rename(tmp_path / "away")
    assert movie_in(cache.clone_or_update_repository(movies.url, commits[2])) == MOVIES[0]


def test_one_that_is_in_no_store_is_an_error_and_nothing_is_left(movies: Repository, tmp_path: Path) -> None:
    shutil.rmtree(movies.folder / ".git" / "lfs" / "objects")
    with pytest.raises(GitManagerError, match="lfs pull"):
        GitManager().clone_repository(movies.url, tmp_path / "clone")
    assert not (tmp_path / "clone").exists()
