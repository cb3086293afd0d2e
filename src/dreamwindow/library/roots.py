"""Roots: the folders we are shown, and the names by which their sessions are known."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NewType

from dreamwindow.errors import ConfigError, SessionNotFound
from dreamwindow.files import is_portable_name

SessionKey = NewType("SessionKey", str)
"""A session's id: safe in an address and as a file's name, the same for the same root's name and relative path."""

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST, _SHOWN, _MARK = 120, 60, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """One folder of session folders. ``ours`` may be annotated beside its pictures; ``allow_delete`` lets DELETE work.

    ``name`` is what session keys begin with: another path under the same name is the same root, moved.
    """

    name: str
    path: Path
    ours: bool = False
    allow_delete: bool = False

    def key(self, path: PurePosixPath) -> SessionKey:
        """The key of the folder at ``path``, relative to the root; ``.`` is the root itself.

        Plain names are joined by dots; any other is told by a hash, after what can be read of it.
        """
        parts = [self.name, *path.parts]
        joined = ".".join(parts)
        if all(map(_PLAIN.fullmatch, parts)) and len(joined) <= _LONGEST and is_portable_name(joined):
            return SessionKey(joined)
        whole = "\0".join(unicodedata.normalize("NFC", part) for part in parts)
        mark = hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:_MARK]
        return SessionKey(f"{_readable(parts)}~{mark}")

    def folder(self, path: str) -> Path:
        """Where the folder at ``path``, as the catalogue writes it, is on disk."""
        return self.path / path


class Roots:
    """Every root, by name. Raises `ConfigError` for two of one name or of one path."""

    def __init__(self, roots: Iterable[Root]) -> None:
        self._by_name: dict[str, Root] = {}
        for root in roots:
            self._add(root)

    def __iter__(self) -> Iterator[Root]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Root:
        """Raises `SessionNotFound` for a root that is no longer shown."""
        if name not in self._by_name:
            raise SessionNotFound(f"The folder {name!r} is no longer among library.roots.")
        return self._by_name[name]

    def inside(self, root: Root) -> frozenset[Path]:
        """Other roots that lie within this one: their pictures are theirs."""
        return frozenset(other.path for other in self._by_name.values() if root.path in other.path.parents)

    def _add(self, root: Root) -> None:
        if not _PLAIN.fullmatch(root.name):
            raise ConfigError(f"{root.name!r} is no name for a root.", "Use letters, digits, - and _.")
        for other in self._by_name.values():
            if root.name.casefold() == other.name.casefold() or root.path == other.path:
                raise ConfigError(
                    f"The roots {other.name!r} ({other.path}) and {root.name!r} ({root.path}) cannot be told apart.",
                    "Give each a name and a folder of its own in library.roots.",
                )
        self._by_name[root.name] = root


def _readable(parts: list[str]) -> str:
    plain = unicodedata.normalize("NFKD", ".".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.-]+|\.{2,}", "-", plain)[:_SHOWN].strip(".-")
