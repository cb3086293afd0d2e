"""cache_index.json: what a cache of checkouts holds, and when each was last used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dreamwindow.files import DISK, Disk, atomic_write

FILE_NAME = "cache_index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedTree:
    """One checkout. ``path`` below the cache's folder; times in seconds since the epoch."""

    commit: str
    path: str
    made_at: float
    used_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedRepository:
    """One repository: its mirror, below the cache's folder, and its checkouts by commit."""

    url: str
    mirror: str
    trees: Mapping[str, CachedTree] = field(default_factory=dict)


Index = Mapping[str, CachedRepository]


def read_index(cache_dir: Path) -> Index:
    """By the repositories' keys. One that cannot be read is empty: what lies in the folders is found again."""
    try:
        data = json.loads((cache_dir / FILE_NAME).read_bytes())
        return {key: _repository(value) for key, value in data["repositories"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_index(cache_dir: Path, index: Index, disk: Disk = DISK) -> None:
    """Replace it. Raises `OSError`."""
    data = {"schema_version": 1, "repositories": {key: asdict(value) for key, value in index.items()}}
    atomic_write((json.dumps(data, indent=2, sort_keys=True) + "\n").encode(), cache_dir / FILE_NAME, disk=disk)


def with_use(index: Index, key: str, repository: CachedRepository, tree: CachedTree) -> Index:
    """The index once ``tree`` was used; when it was made stays."""
    known = index.get(key, repository)
    old = known.trees.get(tree.commit)
    tree = replace(tree, made_at=old.made_at) if old else tree
    return {**index, key: replace(known, trees={**known.trees, tree.commit: tree})}


def without(index: Index, key: str, commit: str) -> Index:
    """The index once that checkout is gone."""
    repository = index[key]
    trees = {name: tree for name, tree in repository.trees.items() if name != commit}
    return {**index, key: replace(repository, trees=trees)}


def _repository(data: Mapping[str, Any]) -> CachedRepository:
    trees = {commit: CachedTree(**tree) for commit, tree in data["trees"].items()}
    return CachedRepository(url=data["url"], mirror=data["mirror"], trees=trees)
