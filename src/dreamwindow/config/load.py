"""Loading: defaults under the file under the environment under the flags, checked as a whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dreamwindow.config.explain import explain
from dreamwindow.config.root import PROFILES, Config
from dreamwindow.config.sources import find_file, from_environment, from_file, from_flags
from dreamwindow.config.tree import KeyPath, Source


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
        raise explain(error, places) from error
    base = path.parent.resolve() if path else (cwd or Path.cwd())
    return Loaded(config, path, base, places)


def _copy(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in tree.items()}


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        under[str(key)] = _merge(under[key], value) if both else (_copy(value) if isinstance(value, dict) else value)
    return under
