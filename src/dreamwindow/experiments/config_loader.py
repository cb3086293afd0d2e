"""ConfigLoader: CamStim ``.cfg`` files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from dreamwindow.errors import ConfigLoaderError
from dreamwindow.experiments.cfg_syntax import lines, literal, substituted
from dreamwindow.experiments.folded import Folded

__all__ = ["CfgSections", "ConfigLoader", "ConfigLoaderError"]

MAX_BYTES = 64_000_000
_MISSING = object()
Section = Folded[Any]
Transform = Callable[[str, int], str]


class CfgSections(Folded[Section]):
    """``{section: {key: value}}``; sections and keys are found in any case and keep the one they were written in."""

    def __init__(self, items: Mapping[str, Mapping[str, Any]] | None = None, name: str = "settings") -> None:
        super().__init__({key: Folded(value) for key, value in (items or {}).items()})
        self.name = name

    def value(self, section: str, key: str, type: Callable[[Any], Any] | None = None, default: Any = _MISSING) -> Any:
        """One value, converted by ``type`` (`int`, `float`, `bool`, `str`, `tuple`, `list`, or any function).

        Raises `ConfigLoaderError` when it is missing and there is no ``default``, or is not of that type.
        """
        found = self.get(section, Folded[Any]())
        if key not in found:
            if default is _MISSING:
                raise ConfigLoaderError(f"{self.name} has no {key} in [{section}].", f"It has {_names(found)}.")
            return default
        return found[key] if type is None else self._as(type, section, key, found[key])

    def _as(self, type: Callable[[Any], Any], section: str, key: str, value: Any) -> Any:
        wrong = ConfigLoaderError(f"{self.name}: {key} in [{section}] is {value!r}, which is no {type.__name__}.")
        if isinstance(value, bool) != (type is bool) and type in (bool, int, float, tuple, list):
            raise wrong
        if type in (int, float) and isinstance(value, float) and not float(type(value)) == value:
            raise wrong
        if type in (tuple, list) and isinstance(value, str):
            raise wrong
        try:
            return type(value)
        except (ValueError, TypeError, OverflowError) as error:
            raise wrong from error


class ConfigLoader:
    """Reads ``.cfg`` files. ``defaults`` lie under what a file says; it must have the ``required_sections``.

    Values are literals, never evaluated. Override `computed` to add a section of what follows from the others.
    """

    def __init__(
        self, defaults: Mapping[str, Mapping[str, Any]] | None = None, required_sections: Iterable[str] = ()
    ) -> None:
        self.defaults = defaults or {}
        self.required_sections = tuple(required_sections)

    def load(self, path: str | Path) -> CfgSections:
        """Every section; ``${NAME}`` and ``%NAME%`` stay as they are. Raises `ConfigLoaderError`."""
        return self._load(Path(path), lambda text, number: text)

    def load_with_env_substitution(self, path: str | Path, environ: Mapping[str, str] | None = None) -> CfgSections:
        """As `load`, with ``${NAME}``, ``${NAME:-default}`` and ``%NAME%`` replaced. Raises `ConfigLoaderError`."""
        known, name = os.environ if environ is None else environ, Path(path).name
        return self._load(Path(path), lambda text, number: substituted(text, known.get, name, number))

    def computed(self, config: CfgSections) -> Mapping[str, Any]:
        """What follows from ``config``, the expected length of a run say; becomes the section ``computed``."""
        return {}

    def _load(self, path: Path, transform: Transform) -> CfgSections:
        config = CfgSections(self.defaults, path.name)
        for section, values in _parse(_text(path), path.name, transform).items():
            merged = config.setdefault(section, Folded())
            for key, value in values.items():
                merged[key] = value
        missing = [section for section in self.required_sections if section not in config]
        if missing:
            raise ConfigLoaderError(f"{path} lacks [{'], ['.join(missing)}].", f"It has {_names(config)}.")
        computed = self.computed(config)
        if computed:
            config["computed"] = Folded(computed)
        return config


def _parse(text: str, name: str, transform: Transform) -> CfgSections:
    config = CfgSections(name=name)
    for line in lines(text, name):
        if line.key is None:
            if line.section in config:
                raise _twice(name, line.number, f"[{line.section}]")
            config[line.section] = Folded()
        elif line.key in config[line.section]:
            raise _twice(name, line.number, f"{line.key} in [{line.section}]")
        else:
            config[line.section][line.key] = literal(transform(line.text, line.number))
    return config


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ConfigLoaderError(f"{path} cannot be read: {why}.", "Check the name, and who may read it.") from error
    if len(data) > MAX_BYTES:
        raise ConfigLoaderError(f"{path} is larger than {MAX_BYTES:,} bytes.", "It is no settings file.")
    if b"\0" in data:
        number = data[: data.index(b"\0")].count(b"\n") + 1
        raise ConfigLoaderError(f"{path.name} line {number}: this is no text.", "Save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _twice(name: str, number: int, what: str) -> ConfigLoaderError:
    return ConfigLoaderError(f"{name} line {number}: {what} stands there twice.", "Take one of the two away.")


def _names(found: Iterable[str]) -> str:
    return ", ".join(sorted(found)) or "nothing"
