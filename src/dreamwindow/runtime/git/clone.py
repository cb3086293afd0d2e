"""A new clone: made aside, looked at, and only then put where it is wanted. A crash leaves no half of one."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.files import DISK, Disk, ensure_directory_exists, is_abandoned, temporary_beside
from dreamwindow.runtime.git.command import Answer, Git, OnProgress, failed
from dreamwindow.runtime.git.refs import Ref, missing
from dreamwindow.runtime.git.urls import without_password
from dreamwindow.runtime.git.worktree import FillOptions, fill, head

EVERYTHING = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneJob:
    """What is to be cloned, where to, and who hears how far it is."""

    url: str
    ref: Ref
    target: Path
    fill: FillOptions
    progress: OnProgress | None = None


def clone(git: Git, job: CloneJob, *, disk: Disk = DISK) -> None:
    """Make it. Raises `GitManagerError`, and leaves nothing behind then."""
    with aside(job.target, disk) as folder:
        git("init", "-q", folder=folder)
        git("remote", "add", "--", "origin", job.url, folder=folder)
        commit = fetch(git, folder, job, "--depth", "1")
        _check_out(git, folder, job.ref, commit)
        fill(git, folder, job.fill)
        at = head(git, folder)
        if commit and at and at != commit:
            raise GitManagerError(f"{job.target} is at {at}, which is not {commit}.")


@contextmanager
def aside(target: Path, disk: Disk = DISK) -> Iterator[Path]:
    """A new folder beside ``target`` that takes its place when the block ends well, and is gone otherwise.

    What processes that are gone left there is removed first.
    """
    ensure_directory_exists(target.parent, disk=disk)
    for left in target.parent.glob(f".{target.name}.*.dw.tmp"):
        if is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = temporary_beside(target)
    disk.mkdir(folder)
    try:
        yield folder
        if target.is_dir():  # it is empty: that was looked at before
            disk.rmdir(target)
        disk.rename(folder, target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def fetch(git: Git, folder: Path, job: CloneJob, *limits: str) -> str | None:
    """One commit within ``limits``; where that cannot be had, or is not known yet, everything. The commit's hash."""
    if job.ref.commit is not None:
        branch = job.ref.branch
        wanted = f"+{job.ref.commit}:refs/remotes/origin/{branch}" if branch else job.ref.commit
        if _fetch(git, folder, job, *limits, "origin", wanted).ok:
            return job.ref.commit
    answer = _fetch(git, folder, job, "origin", *EVERYTHING)
    if not answer.ok:
        raise failed(("fetch",), answer)
    return job.ref.commit or resolve_here(git, folder, job.ref.name, job.url)


def _fetch(git: Git, folder: Path, job: CloneJob, *arguments: str) -> Answer:
    return git.transfer("fetch", "--progress", "--no-tags", "--force", *arguments, folder=folder, progress=job.progress)


def resolve_here(git: Git, folder: Path, name: str, url: str) -> str | None:
    """A short hash in full, now that there is a history. Raises `GitManagerError`."""
    answer = git.answer(("rev-parse", "--verify", "-q", f"{name}^{{commit}}"), folder)
    if not answer.ok:
        raise missing(name, {}, without_password(url))
    return answer.out.strip() or None  # nothing: of a git that only a test believes in


def _check_out(git: Git, folder: Path, ref: Ref, commit: str | None) -> None:
    if ref.branch is None:
        git("checkout", "-q", "--detach", commit or "FETCH_HEAD", folder=folder)
        return
    git("checkout", "-q", "--no-track", "-b", ref.branch, commit or "FETCH_HEAD", folder=folder)
    with contextlib.suppress(GitManagerError):  # a convenience for whoever works there
        git("branch", "-q", f"--set-upstream-to=origin/{ref.branch}", folder=folder)
