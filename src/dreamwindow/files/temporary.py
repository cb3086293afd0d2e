"""Temporary files: how ours are named, and how those that a crash left behind are found."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from pathlib import Path

from dreamwindow.files.disk import DISK, Disk
from dreamwindow.identity import host, is_alive_since

_NAME = re.compile(r"\.(?P<target>.+)\.(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-[0-9a-f]{8}\.dw\.tmp", re.DOTALL)
_LONGEST_STEM = 180
"""Bytes of the target's name that go into ours: a name has 255 at most."""


def temporary_beside(path: Path) -> Path:
    """A new name in the same folder that says who writes there, and what it will become."""
    stem = path.name.encode()[:_LONGEST_STEM].decode(errors="ignore")
    return path.with_name(f".{stem}.{_host_mark()}-{os.getpid()}-{secrets.token_hex(4)}.dw.tmp")


def is_temporary(name: str) -> bool:
    """Whether a file of this name is an unfinished write of ours."""
    return _NAME.fullmatch(name) is not None


def cleanup_temp_files(
    directory: str | Path, pattern: str = "*", older_than_s: float = 3600.0, *, disk: Disk = DISK
) -> list[Path]:
    """Remove what this program left half-written in ``directory`` and is older; which files it removed.

    ``pattern`` is a glob over the temporary names (``**/*`` goes down); a file that is not ours is never touched.
    """
    oldest = time.time() - older_than_s
    return [path for path in _ours(directory, pattern) if _modified_at(path) <= oldest and _remove(path, disk)]


def cleanup_abandoned(directory: str | Path, pattern: str = "*", *, disk: Disk = DISK) -> list[Path]:
    """Remove what processes of this host that are gone left half-written; which files it removed."""
    return [path for path in _ours(directory, pattern) if is_abandoned(path) and _remove(path, disk)]


def is_abandoned(path: Path) -> bool:
    """Whether a process of this host was writing this, file or folder, and is gone."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["host"] != _host_mark():
        return False
    return not is_alive_since(int(match["pid"]), _modified_at(path))


def _ours(directory: str | Path, pattern: str) -> list[Path]:
    return sorted(path for path in Path(directory).glob(pattern) if is_temporary(path.name) and not path.is_dir())


def _modified_at(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:  # finished, or cleaned by somebody else meanwhile
        return float("inf")


def _remove(path: Path, disk: Disk) -> bool:
    try:
        disk.unlink(path)
    except OSError:
        return False  # gone meanwhile, or held open: the next start tries again
    return True


def _host_mark() -> str:
    return hashlib.sha256(host().encode()).hexdigest()[:8]
