"""What ran: revisions, environment and checksums, as they were when it began."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dreamwindow.errors import GitManagerError
from dreamwindow.experiments.untracked import Untracked, keep_untracked
from dreamwindow.files import get_file_checksum
from dreamwindow.runtime.git import GitManager
from dreamwindow.runtime.git.worktree import is_repository

_DRIVER_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One repository as it was used.

    ``diff``: what a person had changed in it, as a patch; ``untracked``: files that no commit names; those that have a
    checksum are kept in ``archive``, a tar.gz.
    """

    name: str
    path: str
    url: str
    commit: str
    branch: str | None
    tags: list[str]
    dirty: bool
    diff: str
    untracked: Sequence[Untracked] = ()
    archive: bytes | None = field(default=None, repr=False)

    @property
    def archive_name(self) -> str | None:
        """Under which the record keeps the archive, if there is one."""
        key = hashlib.sha256(self.path.encode(errors="surrogateescape")).hexdigest()[:8]
        return None if self.archive is None else f"untracked_{key}.tar.gz"

    @property
    def too_large(self) -> list[Untracked]:
        """What was not kept."""
        return [one for one in self.untracked if one.sha256 is None]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, but for the archive itself."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("untracked", "archive")}
        return {
            **said, "untracked": [one.to_dict() for one in self.untracked], "untracked_archive": self.archive_name,
        }  # fmt: skip

    def differs(self, then: Mapping[str, Any]) -> str:
        """What is not as ``then``, an earlier `to_dict`, says it was; empty where nothing is. New files say nothing."""
        if self.commit != then["commit"]:
            return f"it was at {then['commit']}, and is at {self.commit}"
        if self.diff != then["diff"]:
            return "its changes are others than they were"
        now = {one.path: one for one in self.untracked}
        kept = [Untracked(**one) for one in then.get("untracked", ())]
        others = [one.path for one in kept if one.sha256 is not None and now.get(one.path) != one]
        return f"files without a commit are others than they were: {', '.join(others[:3])}" if others else ""


def revision_of(path: Path, git: GitManager) -> Revision | None:
    """Of the working tree that ``path`` is in; ``None`` where it is in none."""
    top = next((folder for folder in [path, *path.parents] if is_repository(folder)), None)
    if top is None:
        return None
    try:
        info = git.get_repository_info(top)
        diff = git.get_diff(top) if info["dirty"] else ""
        kept = keep_untracked(git, top)
    except GitManagerError:  # a folder named .git that is none, or no git here
        return None
    name = info["url"].rstrip("/").rpartition("/")[2].removesuffix(".git") or top.name
    return Revision(
        name=name, path=str(top), url=info["url"], commit=info["commit_hash"], branch=info["branch"],
        tags=info["tags"], dirty=info["dirty"], diff=diff, untracked=kept.files, archive=kept.archive,
    )  # fmt: skip


def environment() -> Mapping[str, Any]:
    """Interpreter, packages, system, GPU and driver."""
    return {
        "python": sys.version,
        "executable": sys.executable,
        "os": platform.platform(),
        "machine": platform.machine(),
        "host": platform.node(),
        "packages": dict(sorted(_packages())),
        "gpu": _gpu(),
    }


def checksums(paths: Iterable[Path]) -> dict[str, str | None]:
    """SHA-256 of each file, by its path; ``None`` for what cannot be read."""
    return {str(path): _checksum(path) for path in paths}


def checksums_below(folder: Path, without: Iterable[str] = ()) -> dict[str, str | None]:
    """SHA-256 of every file in a folder, by its path within; but for those whose first part is in ``without``."""
    left_out = set(without)
    files = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.as_posix(): _checksum(folder / path) for path in files if path.parts[0] not in left_out}


def _checksum(path: Path) -> str | None:
    try:
        return get_file_checksum(path)
    except OSError:
        return None


def _packages() -> Iterator[tuple[str, str]]:
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            yield name, distribution.version


def _gpu() -> list[str]:
    """One line a GPU, as NVIDIA's own program says it; none where there is none."""
    query = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]
    try:
        done = subprocess.run(query, capture_output=True, text=True, timeout=_DRIVER_S, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.strip().splitlines() if done.returncode == 0 else []
