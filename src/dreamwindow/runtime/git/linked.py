"""A checkout out of another one of the same repository: what both have is linked, and only the rest is written."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git.command import Git
from dreamwindow.runtime.git.worktree import changes


def fill_by_links(git: Git, folder: Path, donor: Path, commit: str) -> bool:
    """Make the empty ``folder`` a checkout of ``commit``; whether that could be done, and is as git would have made it.

    ``donor`` is a checkout of another commit. Its index says of each file when it was last written, and a link is that
    very file; git then writes what is different, each as a new file. What somebody changed in the donor is found.
    """
    try:
        shutil.copytree(donor / ".git", folder / ".git", ignore=shutil.ignore_patterns("modules", "logs"))
        made: set[Path] = {folder}
        for name in git("ls-files", "-z", folder=donor).split("\0"):
            if name and not _link(donor / name, folder / name, made):
                return False
        git("checkout", "-q", "--detach", commit, folder=folder)
        return not changes(git, folder)
    except (OSError, GitManagerError):  # another file system, too many links, or a donor that was changed
        return False


def protect(git: Git, folder: Path) -> None:
    """Take the right to write from the files of a checkout: a linked one is a file of others too."""
    if os.name != "posix":  # where a file that may not be written cannot be removed either
        return
    for name in git("ls-files", "-z", folder=folder).split("\0"):
        path = folder / name
        mode = path.lstat().st_mode if name and path.exists() else 0
        if stat.S_ISREG(mode) and mode & stat.S_IWUSR:
            path.chmod(stat.S_IMODE(mode) & ~0o222)


def _link(source: Path, target: Path, made: set[Path]) -> bool:
    """Whether it is a plain file or a symbolic link, and linked now; a submodule is neither."""
    if source.is_dir() and not source.is_symlink():
        return False
    if target.parent not in made:
        target.parent.mkdir(parents=True, exist_ok=True)
        made.add(target.parent)
    os.link(source, target, follow_symlinks=False)
    return True
