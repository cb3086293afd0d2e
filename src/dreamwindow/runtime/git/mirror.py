"""A bare mirror of one repository: all of its history here, so that any of its commits can be had offline."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass, replace
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.files import DISK, Disk
from dreamwindow.runtime.git.clone import aside, resolve_here
from dreamwindow.runtime.git.command import Answer, Git, OnProgress, failed
from dreamwindow.runtime.git.lock import locked
from dreamwindow.runtime.git.refs import choose, is_full, is_short, parse_refs
from dreamwindow.runtime.git.urls import normalised, without_password

_log = logging.getLogger(__name__)
_LOCK_S = 1_800.0
_REFS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The commit that a name means. ``stale``: the remote could not be asked, and this is what it meant last."""

    commit: str
    stale: bool = False


def key_of(url: str) -> str:
    """A folder's name for a repository: one for every way to write its address."""
    name = normalised(url)
    plain = "-".join(re.findall("[a-z0-9]+", name.rpartition("/")[2].lower()))[:40]
    return f"{plain or 'repository'}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


class Mirror:
    """The mirror of ``url`` at ``path``, which may not be there yet. One process at a time changes it."""

    def __init__(self, path: Path, url: str, git: Git, disk: Disk = DISK) -> None:
        self.path = path
        self._url = url
        self._git = git
        self._disk = disk

    def resolve(self, name: str, progress: OnProgress | None = None) -> Resolved:
        """The commit that ``name`` means, which is then here. Raises `GitManagerError`.

        A full hash that is here is not asked for; anything else is asked of the remote each time.
        """
        if is_full(name) and self.path.is_dir() and self.has(name):
            return Resolved(name.lower())
        with locked(self.path.with_suffix(".lock"), _LOCK_S) as lock:
            git = replace(self._git, holds=(lock,))
            problem = self._update(git, progress)
            return Resolved(self._commit(git, name, problem), stale=problem is not None)

    def has(self, commit: str) -> bool:
        """Whether that commit is here."""
        return self._git.answer(("cat-file", "-e", f"{commit}^{{commit}}"), self.path).ok

    def tags_at(self, commit: str) -> list[str]:
        """Lines of ``hash name`` for the tags that mean that commit."""
        packed, loose = self.path / "packed-refs", self.path / "refs" / "tags"
        if not (packed.is_file() and b" refs/tags/" in packed.read_bytes()) and not any(loose.rglob("*")):
            return []
        form = "--format=%(objectname) %(refname)"
        return self._git("for-each-ref", f"--points-at={commit}", form, "refs/tags", folder=self.path).splitlines()

    def _update(self, git: Git, progress: OnProgress | None) -> GitManagerError | None:
        """Why it could not be brought up to date. Raises it where there is no mirror yet."""
        if not self.path.is_dir():
            with aside(self.path, self._disk) as folder:
                git("init", "-q", "--bare", folder=folder)
                git("config", "remote.origin.url", self._url, folder=folder)
                answer = self._fetch(git, folder, progress)
                if not answer.ok:
                    raise failed((f"fetch {self._url}",), answer)
            return None
        for left in self.path.rglob("*.lock"):  # of a git that was killed: we hold the lock that stands for all of them
            self._disk.unlink(left)
        git("config", "remote.origin.url", self._url, folder=self.path)
        answer = self._fetch(git, self.path, progress)
        return None if answer.ok else failed((f"fetch {self._url}",), answer)

    def _fetch(self, git: Git, folder: Path, progress: OnProgress | None) -> Answer:
        answer = git.transfer("fetch", "--progress", "--prune", "origin", *_REFS, folder=folder, progress=progress)
        if answer.ok:
            head = git.transfer("ls-remote", "--symref", "origin", "HEAD", folder=folder)
            branch = parse_refs(head.out).get("HEAD -> ")
            if branch is not None:
                git("symbolic-ref", "HEAD", branch, folder=folder)
        return answer

    def _commit(self, git: Git, name: str, problem: GitManagerError | None) -> str:
        shown = without_password(self._url)
        refs = parse_refs(git("show-ref", "--head", "-d", folder=self.path, quiet=True))
        branch = git("symbolic-ref", "-q", "HEAD", folder=self.path, quiet=True).strip()
        try:
            ref = choose(name, refs | ({"HEAD -> ": branch} if branch else {}), shown)
            if ref.commit is None or not self.has(ref.commit):
                ref = replace(ref, commit=self._unnamed(git, name))
        except GitManagerError:
            if problem is not None:
                raise problem from None
            raise
        if ref.commit is None:
            raise problem or GitManagerError(f"{shown} has no commit {name!r}.", "Look for it in its history.")
        if problem is not None:
            _log.warning("%s cannot be asked; %r is what it was the last time: %s", shown, name, problem.message)
        return ref.commit

    def _unnamed(self, git: Git, name: str) -> str | None:
        """A commit that no branch leads to any more: a server may give it all the same."""
        if is_full(name):
            answer = git.transfer("fetch", "origin", name, folder=self.path)
            return name.lower() if answer.ok and self.has(name) else None
        return resolve_here(git, self.path, name, self._url) if is_short(name) else None
