"""What Pydantic found wrong, as a person would say it: where it stands, what it is, what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dreamwindow.config.allowed import allowed, every_setting, known, names, one_of
from dreamwindow.config.tree import KeyPath
from dreamwindow.errors import ConfigError

_LONGEST = 60
_ALSO = 3
_UNKNOWN = "extra_forbidden"


def explain(error: ValidationError, places: Mapping[KeyPath, str]) -> ConfigError:
    """The first wrong setting in full, with its remedy; the others (a few of them) in short."""
    (first, remedy), *others = [_says(path, detail, places) for path, detail in _each(error.errors()).items()]
    if not others:
        return ConfigError(first, remedy)
    also = " ".join(line for line, _ in others[:_ALSO])
    more = f" And {len(others) - _ALSO} more." if len(others) > _ALSO else ""
    return ConfigError(first, f"{remedy} Also: {also}{more}")


def _each(details: Iterable[ErrorDetails]) -> dict[KeyPath, ErrorDetails]:
    """One for each setting: a union has one for each of its members, and a list with a bad item is also too short."""
    found: dict[KeyPath, ErrorDetails] = {}
    for detail in details:
        found.setdefault(_path(detail), detail)
    inside = {path[:n] for path in found for n in range(len(path))}
    return {path: detail for path, detail in found.items() if path not in inside or detail["type"] != "too_short"}


def _path(detail: ErrorDetails) -> KeyPath:
    loc = tuple(str(part) for part in detail["loc"])
    return loc if detail["type"] == _UNKNOWN else known(loc)


def _says(path: KeyPath, detail: ErrorDetails, places: Mapping[KeyPath, str]) -> tuple[str, str]:
    name, place = ".".join(path) or "the whole", place_of(path, places)
    if detail["type"] == _UNKNOWN:
        return f"{place}: there is no setting {shown(name)}.", _nearest(path)
    if detail["type"] == "missing":
        return f"{place}: {name} is missing.", f"It is {allowed(path)}."
    wrong = f"{place}: {name} is {shown(detail['input'])}."
    if detail["type"] == "value_error":
        return wrong, _sentence(detail["msg"].removeprefix("Value error, "))
    return wrong, _sentence(f"Allowed: {allowed(path)}")


def place_of(path: KeyPath, places: Mapping[KeyPath, str]) -> str:
    """Where a setting stands, or the nearest thing around or inside it that was set."""
    around = (places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in places)
    inside = (place for key, place in places.items() if key[: len(path)] == path)
    return next(around, None) or next(inside, "settings")


def shown(value: object) -> str:
    """A value on one short line, written more or less as YAML has it."""
    if isinstance(value, Mapping):
        return "a group of settings"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(list(value) if isinstance(value, tuple) else value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _nearest(path: KeyPath) -> str:
    here, name = names(path[:-1]), path[-1]
    same = [key for key in every_setting() if key[-1] == name]
    shallowest = min((len(key) for key in same), default=0)
    elsewhere = [".".join(key) for key in same if len(key) == shallowest]
    near = elsewhere or difflib.get_close_matches(name, here, n=1)
    hint = f"Did you mean {one_of(near)}? " if near else ""
    return f"{hint}Here there is: {', '.join(here)}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
