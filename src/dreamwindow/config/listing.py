"""Every setting with its value, its default, what it does and where it was set: for who wants to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dreamwindow.config.group import Group
from dreamwindow.config.load import Loaded
from dreamwindow.config.root import Config
from dreamwindow.config.tree import KeyPath

LIVE = "Live. "
"""How the description of a setting begins that can be changed while it runs."""


@dataclass(frozen=True, slots=True)
class Setting:
    """``key`` as in ``generation.width``; ``place`` as in ``dreamwindow.yaml line 12``, ``None`` for a default."""

    key: str
    value: Any
    default: Any
    place: str | None
    description: str
    live: bool


def listing(loaded: Loaded) -> list[Setting]:
    """All settings, in the order of the groups. Values are plain JSON."""
    return list(_of_group(loaded.config, Config(), (), loaded.places))


def _of_group(group: Group, default: Group, prefix: KeyPath, places: Mapping[KeyPath, str]) -> Iterator[Setting]:
    values, defaults = group.model_dump(mode="json"), default.model_dump(mode="json")
    for name, info in type(group).model_fields.items():
        path, value = (*prefix, name), getattr(group, name)
        if isinstance(value, Group):
            yield from _of_group(value, getattr(default, name), path, places)
            continue
        said = " ".join((info.description or "").split())
        live = said.startswith(LIVE)
        yield Setting(".".join(path), values[name], defaults[name], places.get(path), said.removeprefix(LIVE), live)
