"""A working tree as a record says it was: its commit, what a person had changed, and what no commit named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dreamwindow.errors import GitManagerError
from dreamwindow.experiments import record as files
from dreamwindow.experiments.provenance import revision_of
from dreamwindow.experiments.untracked import unpack
from dreamwindow.runtime.git import CachedGitManager, GitManager
from dreamwindow.runtime.git.clone import aside
from dreamwindow.runtime.git.worktree import is_repository

FOLDER = "again"


def rebuilt(session: Path, revision: Mapping[str, Any], cache: CachedGitManager, git: GitManager) -> Path:
    """Its folder below the cache, made where it is not there yet; the tree that it was made from is only read.

    ``revision`` is one of the record's ``git_revisions.json``. Raises `GitManagerError` when the commit is nowhere
    any more, or something that was changed cannot be put back.
    """
    target = cache.cache_dir / FOLDER / _name(revision)
    if not target.is_dir():
        with aside(target) as folder:
            _build(folder, session, revision, git)
            _check(folder, revision, git)
    _check(target, revision, git)
    return target


def _name(revision: Mapping[str, Any]) -> str:
    said = json.dumps([revision.get(name) for name in ("path", "commit", "diff", "untracked")], sort_keys=True)
    return f"{revision['commit'][:12]}-{hashlib.sha256(said.encode(errors='surrogateescape')).hexdigest()[:12]}"


def _build(folder: Path, session: Path, revision: Mapping[str, Any], git: GitManager) -> None:
    then = Path(revision["path"])
    here = is_repository(then) and git.git.answer(("cat-file", "-e", f"{revision['commit']}^{{commit}}"), then).ok
    origin = then.as_uri() if here else revision["url"]
    if not origin:
        raise GitManagerError(f"{then} has no commit {revision['commit']} any more.", "Nothing says where else it is.")
    git.clone_repository(origin, folder, revision["commit"])
    git.git("remote", "set-url", "origin", revision["url"] or origin, folder=folder)
    _put_back(folder, session, revision, git)


def _put_back(folder: Path, session: Path, revision: Mapping[str, Any], git: GitManager) -> None:
    if revision["diff"]:
        patch = folder / ".git" / "dreamwindow.patch"
        patch.write_bytes(revision["diff"].encode(errors="surrogateescape"))
        git.git("apply", "--whitespace=nowarn", str(patch), folder=folder)
        patch.unlink()
    if archive := revision.get("untracked_archive"):
        try:
            unpack((session / files.FOLDER / Path(archive).name).read_bytes(), folder)
        except (OSError, ValueError, EOFError) as error:
            raise GitManagerError(f"{archive} of the record cannot be unpacked: {error}") from error


def _check(folder: Path, revision: Mapping[str, Any], git: GitManager) -> None:
    now = revision_of(folder, git)
    says = f"{folder} is no repository." if now is None else now.differs(revision)
    if says:
        raise GitManagerError(f"{folder} is not as the record says: {says}.", "Remove it, and it is made anew.")
