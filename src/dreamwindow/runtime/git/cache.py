"""CachedGitManager: any commit of any repository as a folder; what was once here is here offline too."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from platformdirs import user_cache_path

from dreamwindow.errors import GitManagerError
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists
from dreamwindow.runtime.git.clone import aside
from dreamwindow.runtime.git.command import Git, OnProgress
from dreamwindow.runtime.git.index import CachedRepository, CachedTree, read_index, with_use, without, write_index
from dreamwindow.runtime.git.linked import fill_by_links, protect
from dreamwindow.runtime.git.lock import locked
from dreamwindow.runtime.git.mirror import Mirror, Resolved, key_of
from dreamwindow.runtime.git.refs import check_ref
from dreamwindow.runtime.git.submodules import submodules_from
from dreamwindow.runtime.git.urls import check_url, without_password
from dreamwindow.runtime.git.worktree import FillOptions, fill, head, refuse_changes

GB = 1_000_000_000
_LOCK_S = 600.0


class CachedGitManager:
    """One mirror a repository, one checkout a commit, shared by every process of this user.

    A checkout is never changed: one in which somebody changed a file is refused, and left as it is.
    """

    def __init__(
        self,
        cache_dir: str | Path | None = None,
        *,
        allow_file: bool = True,
        git: Git | None = None,
        now: Callable[[], float] = time.time,
        disk: Disk = DISK,
    ) -> None:
        self.cache_dir = Path(cache_dir or user_cache_path("dreamwindow", appauthor=False) / "git").absolute()
        self.allow_file = allow_file
        self._git = git or Git()
        self._now = now
        self._disk = disk

    def clone_or_update_repository(
        self, url: str, commit_hash: str = "main", progress: OnProgress | None = None
    ) -> Path:
        """The folder with ``url`` at ``commit_hash``: branch, tag, or commit. Raises `GitManagerError`.

        A branch or tag is asked of the remote each time; where that is out of reach, what it meant last is taken, and
        the log says so.
        """
        return self.checkout(url, self.resolve(url, commit_hash, progress).commit)

    def resolve(self, url: str, commit_hash: str = "main", progress: OnProgress | None = None) -> Resolved:
        """The commit that a name means now, or meant last. Raises `GitManagerError`."""
        return self._mirror(url).resolve(check_ref(commit_hash), progress)

    def checkout(self, url: str, commit: str) -> Path:
        """The folder with a full ``commit`` that the mirror has. Raises `GitManagerError`."""
        key = key_of(url)
        tree = self.cache_dir / "trees" / key / commit
        with locked(tree.with_suffix(".lock"), _LOCK_S) as lock:
            if tree.is_dir():
                self._check(tree, commit)
            else:
                self._build(replace(self._git, holds=(lock,)), url, tree, commit)
            self._note_use(url, key, tree, commit)
        return tree

    def prune(
        self, max_age: timedelta | float | None = None, max_gb: float | None = None, keep: Collection[Path] = ()
    ) -> list[Path]:
        """Remove checkouts not used for ``max_age``, and the least used beyond ``max_gb``; which ones it removed.

        A number is seconds. Those of ``keep`` stay, and those in which somebody changed or added a file. Mirrors stay.
        """
        age_s = max_age.total_seconds() if isinstance(max_age, timedelta) else max_age
        with self._index_locked():
            index = read_index(self.cache_dir)
            trees = [(key, tree) for key, repository in index.items() for tree in repository.trees.values()]
            trees.sort(key=lambda pair: pair[1].used_at, reverse=True)
            removed, total = [], 0
            for key, tree in trees:
                path = self.cache_dir / tree.path
                total += _size(path)
                old = age_s is not None and self._now() - tree.used_at > age_s
                if (old or (max_gb is not None and total > max_gb * GB)) and path not in keep and self._spare(path):
                    index = without(index, key, tree.commit)
                    write_index(self.cache_dir, index, self._disk)
                    shutil.rmtree(path, ignore_errors=True)
                    removed.append(path)
            return removed

    def _mirror(self, url: str) -> Mirror:
        check_url(url, allow_file=self.allow_file)
        return Mirror(self.cache_dir / "mirrors" / f"{key_of(url)}.git", url, self._git, self._disk)

    def _check(self, tree: Path, commit: str) -> None:
        if head(self._git, tree) != commit:
            raise GitManagerError(f"{tree} is at another commit: somebody changed it.", "Put it away, and try again.")
        refuse_changes(self._git, tree)

    def _build(self, git: Git, url: str, tree: Path, commit: str) -> None:
        """A repository of its own that borrows the mirror's objects: a folder that can be renamed into place."""
        if self._build_linked(git, url, tree, commit):
            return
        with aside(tree, self._disk) as folder:
            shutil.copytree(self._seed(git, url), folder / ".git")
            git("checkout", "-q", "--detach", commit, folder=folder)
            submodules_from(self._mirror, git, folder, url)
            self._finish(git, url, folder, commit)

    def _build_linked(self, git: Git, url: str, tree: Path, commit: str) -> bool:
        """Whether another checkout served to make it; one that has submodules is made anew."""
        donor = self._donor(tree)
        with suppress(_NotLinked), aside(tree, self._disk) as folder:
            linked = donor is not None and fill_by_links(git, folder, donor, commit)
            if not linked or (folder / ".gitmodules").exists():
                raise _NotLinked
            self._finish(git, url, folder, commit)
            return True
        return False

    def _finish(self, git: Git, url: str, folder: Path, commit: str) -> None:
        for line in self._mirror(url).tags_at(commit):
            value, _, name = line.partition(" ")
            git("update-ref", name, value, folder=folder)
        fill(git, folder, FillOptions(allow_file=True))
        protect(git, folder)

    def _donor(self, tree: Path) -> Path | None:
        """The checkout of the same repository that was made last, if there is one that can be linked."""
        found = [path for path in tree.parent.iterdir() if len(path.name) >= 40 and (path / ".git").is_dir()]
        plain = [path for path in found if not (path / ".gitmodules").exists() and not _has_tags(path)]
        return max(plain, key=lambda path: path.stat().st_mtime, default=None)

    def _seed(self, git: Git, url: str) -> Path:
        """An empty ``.git`` that borrows the mirror's objects: to be copied, which is quicker than to be made."""
        seed = self.cache_dir / "seeds" / key_of(url)
        with locked(seed.with_suffix(".lock"), _LOCK_S):
            if not seed.is_dir():
                with aside(seed, self._disk) as folder:
                    git("init", "-q", "--bare", "--template=", folder=folder)
                    git("config", "core.bare", "false", folder=folder)
                    git("config", "core.trustctime", "false", folder=folder)  # a link changes nothing but that
                    git("config", "remote.origin.url", without_password(url), folder=folder)
                    git("config", "lfs.storage", str(self._mirror(url).path / "lfs"), folder=folder)
                    alternates = ensure_directory_exists(folder / "objects" / "info") / "alternates"
                    atomic_write(f"{self._mirror(url).path / 'objects'}\n".encode(), alternates, disk=self._disk)
        return seed

    def _note_use(self, url: str, key: str, tree: Path, commit: str) -> None:
        now = self._now()
        place = tree.relative_to(self.cache_dir).as_posix()
        repository = CachedRepository(url=without_password(url), mirror=f"mirrors/{key}.git")
        used = CachedTree(commit=commit, path=place, made_at=now, used_at=now)
        with self._index_locked():
            write_index(self.cache_dir, with_use(read_index(self.cache_dir), key, repository, used), self._disk)

    def _index_locked(self) -> AbstractContextManager[int]:
        ensure_directory_exists(self.cache_dir)
        return locked(self.cache_dir / "index.lock", _LOCK_S)

    def _spare(self, path: Path) -> bool:
        """Whether nobody changed or added anything there."""
        with suppress(GitManagerError, OSError):
            return not self._git("status", "--porcelain", folder=path)
        return not path.exists()


def _has_tags(tree: Path) -> bool:
    return any((tree / ".git" / "refs" / "tags").rglob("*"))


class _NotLinked(Exception):
    """The folder aside is to be thrown away."""


def _size(path: Path) -> int:
    return sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())
