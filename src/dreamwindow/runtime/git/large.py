"""Large files that git only points at: Git LFS, for commits that use it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git.command import Git, failed

_LFS = re.compile(r"filter=lfs")
_POINTER = b"version https://git-lfs.github.com/spec/v1"
_FILTER = {
    "filter.lfs.clean": "git-lfs clean -- %f",
    "filter.lfs.smudge": "git-lfs smudge -- %f",
    "filter.lfs.process": "git-lfs filter-process",
    "filter.lfs.required": "true",
}
"""What ``git lfs install`` sets for a person. Without it git-lfs leaves pointers where they are, and is content."""


def bring_large_files(git: Git, path: Path) -> None:
    """Put the files in their places, where the commit that is checked out has any.

    Raises `GitManagerError` where git-lfs is not installed, or one of them cannot be had.
    """
    pointers = list(_pointers(git, path)) if _has_lfs(git, path) else []
    if not pointers:
        return
    if shutil.which("git-lfs") is None:
        raise GitManagerError(
            f"{pointers[0]} and {len(pointers) - 1} more files are in Git LFS, and git-lfs is not installed.",
            "Install git-lfs, and try again.",
        )
    for name, value in _FILTER.items():
        git("config", name, value, folder=path)
    answer = git.transfer("lfs", "pull", folder=path)
    if not answer.ok:
        raise failed(("lfs pull",), answer)
    if left := [name for name in pointers if _is_pointer(path / name)]:
        raise GitManagerError(f"git lfs pull did not bring {left[0]} and {len(left) - 1} more files.", answer.says)


def _has_lfs(git: Git, path: Path) -> bool:
    names = git("ls-files", "-z", "--", ":(glob)**/.gitattributes", folder=path).split("\0")
    files = [path / name for name in names if name]
    return any(_LFS.search(file.read_text(errors="replace")) for file in files if file.is_file())


def _pointers(git: Git, path: Path) -> Iterator[str]:
    names = git("ls-files", "-z", folder=path).split("\0")
    return (name for name in names if name and _is_pointer(path / name))


def _is_pointer(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_POINTER)) == _POINTER
