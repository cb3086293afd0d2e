"""Where settings come from: each source gives a nested mapping and remembers where each key stood."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from dreamwindow.config.tree import KeyPath, Source, put
from dreamwindow.config.yaml import parse, parse_value
from dreamwindow.errors import ConfigError

FILE_NAME = "dreamwindow.yaml"
PREFIX = "DREAMWINDOW_"
NO_SETTINGS = ("DREAMWINDOW_CONFIG", "DREAMWINDOW_TEST_", "DREAMWINDOW_URL", "DREAMWINDOW_KEY")
"""Beginnings of variables that are read elsewhere."""
MAX_BYTES = 200_000


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
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", "Check who may read it.") from error
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{path} is larger than {MAX_BYTES:,} bytes.", "It is no config file.")
    return parse(data, path.name)


def from_environment(environ: Mapping[str, str] = os.environ) -> Source:
    """``DREAMWINDOW_GENERATION__WIDTH=768`` and ``DREAMWINDOW_PROFILE``; values are read as YAML.

    Every variable that begins so names a setting, so that a misspelt one is noticed; but for those of `NO_SETTINGS`.
    """
    values: dict[str, Any] = {}
    places: dict[KeyPath, str] = {}
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or name.startswith(NO_SETTINGS):
            continue
        path = tuple(part.lower() for part in name.removeprefix(PREFIX).split("__"))
        put(values, path, parse_value(text, f"${name}"))
        places[path] = f"${name}"
    return Source(values, places)


def from_flags(flags: Mapping[KeyPath, tuple[str, Any]]) -> Source:
    """``{("generation", "width"): ("--size", 768)}``; a value of ``None`` was not given."""
    given = {path: (flag, value) for path, (flag, value) in flags.items() if value is not None}
    values: dict[str, Any] = {}
    for path, (_, value) in given.items():
        put(values, path, value)
    return Source(values, {path: flag for path, (flag, _) in given.items()})
