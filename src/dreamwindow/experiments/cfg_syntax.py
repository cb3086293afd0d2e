"""The lines of a CamStim ``.cfg`` file, and what their values are. Nothing in it is ever evaluated."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dreamwindow.errors import ConfigLoaderError

_SECTION = re.compile(r"\[(?P<name>[^\[\]]*)\]\s*(?:[;#].*)?")
_LONGEST_LITERAL = 1_000_000
_DEEPEST = 50
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_LEADING_ZERO = re.compile(r"[+-]?0[0-9_]")
_VARIABLE = re.compile(r"\$\{(?P<braced>[A-Za-z_]\w*)(?::-(?P<default>[^}]*))?\}|%(?P<percent>[A-Za-z_]\w*)%")


@dataclass(frozen=True, slots=True)
class Line:
    """One ``key = value``, where it stands, its comment taken away. ``key`` is ``None`` for a section that begins."""

    number: int
    section: str
    key: str | None
    text: str = ""


def lines(text: str, name: str) -> Iterator[Line]:
    """Each section and setting in order; an indented line goes on with the value above it.

    Raises `ConfigLoaderError` with ``name`` and the number of a bad line.
    """
    section: str | None = None
    pending: Line | None = None
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        line = without_comment(raw)
        if not line.strip():
            continue
        if pending is not None and raw[:1] in " \t":
            pending = Line(pending.number, pending.section, pending.key, f"{pending.text} {line.strip()}")
            continue
        if pending is not None:
            yield pending
            pending = None
        found = _SECTION.fullmatch(line.strip())
        if found:
            section = found["name"].strip()
            if not section:
                raise _bad(name, number, "a section without a name")
            yield Line(number, section, None)
            continue
        pending = _setting(line.strip(), number, section, name)
    if pending is not None:
        yield pending


def without_comment(line: str) -> str:
    """What stands before a ``;`` or ``#`` that follows white space, or begins the line, outside quotes."""
    quote = ""
    for place, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote and line[place - 1] != "\\" else quote
        elif letter in "'\"" and line[:place].rstrip()[-1:] in "=:([{,":
            quote = letter
        elif letter in ";#" and (place == 0 or line[place - 1].isspace()):
            return line[:place]
    return line if not quote or not re.search(r"\s[;#]", line) else re.split(r"\s[;#]", line, maxsplit=1)[0]


def literal(text: str) -> Any:
    """A Python literal or a word for yes or no as what it means; anything else as the text that it is.

    >>> literal("(0, 0)"), literal("yes"), literal("Dev1"), literal("007"), literal("os.system('x')")
    ((0, 0), True, 'Dev1', '007', "os.system('x')")
    """
    text = text.strip()
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if len(text) > _LONGEST_LITERAL or _LEADING_ZERO.match(text) or _too_deep(text):
        return text
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an unknown escape in a Windows path
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text


def substituted(text: str, environ: Callable[[str], str | None], name: str, number: int) -> str:
    """``${NAME}``, ``${NAME:-default}`` and ``%NAME%`` replaced. Raises `ConfigLoaderError` that names the variable."""

    def value(found: re.Match[str]) -> str:
        variable = found["braced"] or found["percent"]
        known = environ(variable)
        if known is not None and (known or found["default"] is None):
            return known
        if found["default"] is None:
            raise ConfigLoaderError(
                f"{name} line {number}: there is no environment variable {variable}.",
                f"Set it, or write ${{{variable}:-a default}}.",
            )
        return found["default"]

    return _VARIABLE.sub(value, text)


def _setting(line: str, number: int, section: str | None, name: str) -> Line:
    place = min((at for at in (line.find("="), line.find(":")) if at >= 0), default=-1)
    key = line[:place].strip()
    if place < 0 or not key:
        raise _bad(name, number, f"{line[:60]!r} is no `key = value`")
    if section is None:
        raise _bad(name, number, f"{key[:60]!r} stands before any [section]")
    return Line(number, section, key, line[place + 1 :].strip())


def _too_deep(text: str) -> bool:
    return (
        sum(text.count(letter) for letter in "([{") > _DEEPEST and _depth(text) > _DEEPEST
    ) or "-" * _DEEPEST in text


def _depth(text: str) -> int:
    depth = deepest = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _bad(name: str, number: int, why: str) -> ConfigLoaderError:
    return ConfigLoaderError(f"{name} line {number}: {why}.", "Correct the line, or put a ; before it.")
