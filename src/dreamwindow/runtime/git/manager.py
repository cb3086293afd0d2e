"""GitManager: a repository's working tree at a commit, in a folder that the person names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, TypeVar

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git import clone as cloning
from dreamwindow.runtime.git.command import Git, OnProgress, failed
from dreamwindow.runtime.git.refs import Ref, check_ref, choose, is_full, missing, parse_refs
from dreamwindow.runtime.git.urls import check_url, same_repository, validate_git_url, without_password
from dreamwindow.runtime.git.worktree import FillOptions, changes, fill, head, is_repository, refuse_changes

P = TypeVar("P", str, Path)


class RepositoryInfo(TypedDict):
    """A working tree: at which commit, on which branch (``None``: on none), and whether a person changed it."""

    commit_hash: str
    branch: str | None
    last_modified: str
    url: str
    dirty: bool
    tags: list[str]


class GitManager:
    """Clones, looks at and moves working trees, and refuses whenever that would touch a person's changes.

    ``allow_file``: whether repositories may lie in folders of this machine (``file://``).
    """

    def __init__(self, *, allow_file: bool = True, git: Git | None = None) -> None:
        self.allow_file = allow_file
        self.git = git or Git()

    def clone_repository(
        self, url: str, local_path: P, commit_hash: str = "main", progress: OnProgress | None = None
    ) -> P:
        """Have ``url`` at ``commit_hash`` (a branch, tag or commit) in ``local_path``, which is given back.

        A clone of it that is there already is moved to that commit. Raises `GitManagerError`, and then nothing of what
        was there is changed: neither a folder of something else, nor a tree with changes in it.
        """
        check_url(url, allow_file=self.allow_file)
        check_ref(commit_hash)
        target = Path(local_path)
        if is_repository(target):
            self._move(url, target, commit_hash, progress)
        elif target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise GitManagerError(f"{target} is there, and is no clone.", "Choose a folder that is empty or not there.")
        else:
            ref = choose(commit_hash, self._remote(url), without_password(url))
            job = cloning.CloneJob(url=url, ref=ref, target=target, fill=self._fill, progress=progress)
            cloning.clone(self.git, job)
        return local_path

    def checkout(self, path: str | Path, ref: str) -> str:
        """Move a clone to a commit that it has, or that its origin has; the full commit. Raises `GitManagerError`."""
        path = _repository(path)
        self._move(self._url(path), path, check_ref(ref), None)
        return head(self.git, path)

    def get_repository_info(self, path: str | Path) -> RepositoryInfo:
        """What is checked out there. ``last_modified``: the commit's date, ISO 8601. Raises `GitManagerError`."""
        path = _repository(path)
        return RepositoryInfo(
            commit_hash=head(self.git, path),
            branch=self.git("symbolic-ref", "-q", "--short", "HEAD", folder=path, quiet=True).strip() or None,
            last_modified=self.git("log", "-1", "--format=%cI", folder=path, quiet=True).strip(),
            url=without_password(self._url(path)),
            dirty=bool(changes(self.git, path)),
            tags=self.git("tag", "--points-at", "HEAD", folder=path, quiet=True).split(),
        )

    def validate_repository(self, path: str | Path, url: str | None = None) -> bool:
        """Whether a whole commit is checked out there, and it is of ``url``."""
        path = Path(path)
        if not is_repository(path) or not head(self.git, path):
            return False
        return url is None or same_repository(self._url(path), url)

    def list_refs(self, url: str) -> dict[str, str]:
        """Full names of the branches and tags of a remote, each with its commit. Raises `GitManagerError`."""
        refs = self._remote(check_url(url, allow_file=self.allow_file))
        return {name: commit for name, commit in refs.items() if name.startswith("refs/")}

    def get_diff(self, path: str | Path) -> str:
        """What a person changed there, as a patch."""
        return self.git("diff", "HEAD", "--no-ext-diff", "--binary", folder=_repository(path), quiet=True)

    def list_untracked(self, path: str | Path) -> list[str]:
        """Files there that no commit knows and that are not ignored; a repository within ends in ``/``."""
        listed = self.git("ls-files", "-z", "--others", "--exclude-standard", folder=_repository(path))
        return [name for name in listed.split("\0") if name]

    @property
    def _fill(self) -> FillOptions:
        return FillOptions(allow_file=self.allow_file)

    def _remote(self, url: str) -> Mapping[str, str]:
        answer = self.git.transfer("ls-remote", "--symref", "--end-of-options", url, folder=Path.cwd())
        if not answer.ok:
            raise failed((f"ls-remote {url}",), answer)
        return parse_refs(answer.out)

    def _url(self, path: Path) -> str:
        return self.git("config", "--get", "remote.origin.url", folder=path, quiet=True).strip()

    def _move(self, url: str, path: Path, name: str, progress: OnProgress | None) -> None:
        have = self._url(path)
        if have and not same_repository(have, url):
            raise GitManagerError(
                f"{path} is a clone of {without_password(have)}, not of {without_password(url)}.",
                "Choose another folder for it.",
            )
        refuse_changes(self.git, path)
        ref = Ref(name, name.lower()) if is_full(name) and self._has(path, name) else self._found(url, path, name)
        if ref.commit is None or not self._has(path, ref.commit):
            job = cloning.CloneJob(url=url, ref=ref, target=path, fill=self._fill, progress=progress)
            ref = Ref(ref.name, cloning.fetch(self.git, path, job), ref.branch)
        if ref.commit is not None and ref.commit != head(self.git, path):
            self._switch(path, ref.commit, ref.branch)
            fill(self.git, path, self._fill)

    def _found(self, url: str, path: Path, name: str) -> Ref:
        """By the remote; in a repository that has none by what is here."""
        if url:
            return choose(name, self._remote(url), without_password(url))
        here = parse_refs(self.git("show-ref", "--dereference", folder=path, quiet=True))
        named = ("rev-parse", "--verify", "-q", "--end-of-options", f"{name}^{{commit}}")
        commit = self.git(*named, folder=path, quiet=True).strip().rpartition("\n")[2]
        if not commit:
            raise missing(name, here, str(path))
        return Ref(name, commit, name if f"refs/heads/{name}" in here else None)

    def _has(self, path: Path, commit: str) -> bool:
        return self.git.answer(("cat-file", "-e", f"{commit}^{{commit}}"), path).ok

    def _switch(self, path: Path, commit: str, branch: str | None) -> None:
        """A branch that is here is moved only forward: commits of a person's own stay on it."""
        here = self.git.answer(("rev-parse", "--verify", "-q", f"refs/heads/{branch}"), path) if branch else None
        if here is None or not here.ok:
            self.git("checkout", "-q", "--detach", commit, folder=path)
            return
        if not self.git.answer(("merge-base", "--is-ancestor", here.out.strip(), commit), path).ok:
            self.git("checkout", "-q", "--detach", commit, folder=path)
            return
        self.git("checkout", "-q", str(branch), folder=path)
        self.git("merge", "-q", "--ff-only", commit, folder=path)


def _repository(path: str | Path) -> Path:
    path = Path(path)
    if not is_repository(path):
        raise GitManagerError(f"{path} is no clone of a repository.", "Give the folder that holds its .git.")
    return path


__all__ = ["GitManager", "GitManagerError", "RepositoryInfo", "validate_git_url"]
