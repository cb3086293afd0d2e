"""Where settings come from: each source gives a nested mapping and remembers where each key stood."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from dreamwindow.errors import ConfigError

FILE_NAME = "dreamwindow.yaml"
PREFIX = "DREAMWINDOW_"
KeyPath = tuple[str, ...]
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """``values`` nested by group; ``places`` says for people where a key was set (``dreamwindow.yaml line 12``)."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[KeyPath, str] = field(default_factory=dict)


def find_file(explicit: Path | None, environ: Mapping[str, str] = os.environ, cwd: Path | None = None) -> Path | None:
    """The config file: ``--config``, ``$DREAMWINDOW_CONFIG``, the working directory, the user's config folder."""
    for named, what in ((explicit, "--config"), (_environment_path(environ), "$DREAMWINDOW_CONFIG")):
        if named is not None:
            if not named.is_file():
                raise ConfigError(f"{what} names {named}, which is no file.", "`dreamwindow config init` writes one.")
            return named
    folders = (cwd or Path.cwd(), user_config_path("dreamwindow", appauthor=False))
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def _environment_path(environ: Mapping[str, str]) -> Path | None:
    return Path(environ["DREAMWINDOW_CONFIG"]) if environ.get("DREAMWINDOW_CONFIG") else None


def from_file(path: Path) -> Source:
    """Read YAML. Raises `ConfigError` with the line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path} is larger than {MAX_BYTES:,} bytes: it is no config file.")
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        why = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise ConfigError(f"{path.name}{line} is no YAML: {why}.", "Two spaces indent; `key: value`.") from error
    if tree is None:
        return Source()
    if not isinstance(tree, dict):
        raise ConfigError(f"{path.name} holds a {type(tree).__name__}, not groups of settings.")
    return Source(tree, {key: f"{path.name} line {line}" for key, line in _lines(tree, ())})


def _lines(tree: Any, prefix: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    for key, value in tree.items():
        yield (*prefix, str(key)), tree.lc.key(key)[0] + 1
        if isinstance(value, dict):
            yield from _lines(value, (*prefix, str(key)))


def from_environment(environ: Mapping[str, str] = os.environ) -> Source:
    """``DREAMWINDOW_GENERATION__WIDTH=768`` and ``DREAMWINDOW_PROFILE``; values are read as YAML."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    values: dict[str, Any] = {}
    places: dict[KeyPath, str] = {}
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or ("__" not in name and name != "DREAMWINDOW_PROFILE"):
            continue
        path = tuple(part.lower() for part in name.removeprefix(PREFIX).split("__"))
        try:
            value = YAML(typ="safe").load(text)
        except YAMLError as error:
            raise ConfigError(f"${name} is {text!r}, which is no YAML value.") from error
        put(values, path, value)
        places[path] = f"${name}"
    return Source(values, places)


def from_flags(flags: Mapping[KeyPath, tuple[str, Any]]) -> Source:
    """``{("generation", "width"): ("--size", 768)}``; a value of ``None`` was not given."""
    values: dict[str, Any] = {}
    for path, (_, value) in flags.items():
        if value is not None:
            put(values, path, value)
    return Source(values, {path: flag for path, (flag, _) in flags.items()})


def put(tree: dict[str, Any], path: KeyPath, value: Any) -> None:
    """Set a nested key."""
    *groups, key = path
    for group in groups:
        if not isinstance(tree.get(group), dict):
            tree[group] = {}
        tree = tree[group]
    tree[key] = value
