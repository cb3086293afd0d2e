"""What a source of settings says: nested values, and where each of them stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KeyPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """``values`` nested by group; ``places`` says for people where a key was set (``dreamwindow.yaml line 12``)."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[KeyPath, str] = field(default_factory=dict)


def put(tree: dict[str, Any], path: KeyPath, value: Any) -> None:
    """Set a nested key."""
    *groups, key = path
    for group in groups:
        if not isinstance(tree.get(group), dict):
            tree[group] = {}
        tree = tree[group]
    tree[key] = value
