"""Loading: defaults under the file under the environment under the flags, checked as a whole."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dreamwindow.config.root import PROFILES, Config
from dreamwindow.config.sources import KeyPath, Source, find_file, from_environment, from_file, from_flags
from dreamwindow.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Loaded:
    """``config`` checked; ``path`` of its file, if there is one; ``places`` says where each key was set."""

    config: Config
    path: Path | None
    base_dir: Path
    places: Mapping[KeyPath, str]

    def folder(self, path: Path) -> Path:
        """A configured folder as an absolute path."""
        return (self.base_dir / path.expanduser()).resolve()


def load(
    explicit: Path | None = None,
    flags: Mapping[KeyPath, tuple[str, Any]] | None = None,
    environ: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> Loaded:
    """Read every source. Raises `ConfigError` that names each bad key, where it stands, and what is allowed."""
    path = find_file(explicit, environ, cwd)
    sources = [from_file(path) if path else Source(), from_environment(environ), from_flags(flags or {})]
    merged: dict[str, Any] = {}
    places: dict[KeyPath, str] = {}
    for source in sources:
        _merge(merged, source.values)
        places.update(source.places)
    profile = merged.get("profile", "default")
    layered = _merge(_copy(PROFILES[profile]), merged) if isinstance(profile, str) and profile in PROFILES else merged
    try:
        config = Config.model_validate(layered)
    except ValidationError as error:
        raise _explain(error, places) from error
    base = path.parent.resolve() if path else (cwd or Path.cwd())
    return Loaded(config, path, base, places)


def _copy(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in tree.items()}


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        under[str(key)] = _merge(under[key], value) if both else (_copy(value) if isinstance(value, dict) else value)
    return under


def _explain(error: ValidationError, places: Mapping[KeyPath, str]) -> ConfigError:
    lines = [_line(detail, places) for detail in error.errors()]
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    first, remedy = lines[0]
    if len(lines) > 1:
        remedy += " Also: " + " ".join(line for line, _ in lines[1:4])
    return ConfigError(first + more, remedy)


def _line(detail: ErrorDetails, places: Mapping[KeyPath, str]) -> tuple[str, str]:
    path = tuple(str(part) for part in detail["loc"])
    place = _place(path, places)
    name = ".".join(path)
    if detail["type"] == "extra_forbidden":
        known = _fields(path[:-1])
        near = difflib.get_close_matches(path[-1], known, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        return f"{place}: there is no setting {name!r}.", f"{hint}Here there is: {', '.join(known)}."
    wrong = detail["msg"].removeprefix("Value error, ")
    return f"{place}: {name} is {_shown(detail['input'])}.", f"{wrong[:1].upper()}{wrong[1:]}."


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _place(path: KeyPath, places: Mapping[KeyPath, str]) -> str:
    return next((places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in places), "settings")


def _fields(path: Iterable[str]) -> list[str]:
    model: Any = Config
    for part in path:
        found = getattr(model, "model_fields", {}).get(part)
        model = found.annotation if found else None
    return sorted(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []
