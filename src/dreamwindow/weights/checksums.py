"""Checksums as the hub gives them: SHA-256 of large files, git's SHA-1 of small ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

_CHUNK = 1 << 20


def is_intact(path: Path, kind: str, digest: str) -> bool:
    """Whether the file has this checksum; ``kind`` is ``sha256`` or ``git``. Reads all of it. Raises `OSError`."""
    return checksum(path, kind) == digest


def checksum(path: Path, kind: str) -> str:
    """Hexadecimal. Git's is that of ``blob LENGTH`` and a zero byte before the content."""
    if kind == "git":
        taken = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    else:
        taken = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            taken.update(chunk)
    return taken.hexdigest()
