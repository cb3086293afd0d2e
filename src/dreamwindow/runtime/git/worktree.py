"""A working tree: what it is at, what a person changed in it, and how it is filled. It is never reset nor cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git.command import Git, failed
from dreamwindow.runtime.git.large import bring_large_files

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FillOptions:
    """``allow_file``: submodules may lie in folders of this machine. ``without_lfs``: pointers are enough."""

    allow_file: bool = True
    without_lfs: bool = False


def is_repository(path: Path) -> bool:
    """Whether ``path`` itself is the top of a working tree."""
    return (path / ".git").exists()


def changes(git: Git, path: Path) -> list[str]:
    """Files under version control that differ from their commit."""
    lines = git("status", "--porcelain", "--untracked-files=no", "--ignore-submodules=none", folder=path).splitlines()
    return [line[3:] for line in lines]


def refuse_changes(git: Git, path: Path) -> None:
    """Raise `GitManagerError` that names the files when a person changed something there."""
    changed = changes(git, path)
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        raise GitManagerError(
            f"{path} has changes of yours: {', '.join(changed[:_SHOWN])}{more}. Nothing was touched.",
            "Commit or put them away (git stash), or use another folder.",
        )


def head(git: Git, path: Path) -> str:
    """The full commit that it is at; empty while there is none."""
    return git("rev-parse", "--verify", "-q", "HEAD^{commit}", folder=path, quiet=True).strip()


def fill(git: Git, path: Path, options: FillOptions) -> None:
    """Bring in submodules and large files, where the commit that is checked out has them. Raises `GitManagerError`."""
    if (path / ".gitmodules").is_file():
        _submodules(git, path, options)
    if not options.without_lfs:
        bring_large_files(git, path)


def _submodules(git: Git, path: Path, options: FillOptions) -> None:
    files = ("-c", "protocol.file.allow=always") if options.allow_file else ()
    update = (*files, "submodule", "update", "--init", "--recursive")
    answer = git.transfer(*update, "--depth", "1", folder=path)
    if not answer.ok:  # a server that gives no shallow history, or not of that commit
        answer = git.transfer(*update, folder=path)
    if not answer.ok:
        raise failed(("submodule update",), answer)
