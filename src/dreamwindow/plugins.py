"""Entry points, each loaded in isolation: a broken one is reported and harms nothing."""

from __future__ import annotations

import difflib
import logging
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from dreamwindow.errors import DreamWindowError, MissingExtra, UnknownName

_log = logging.getLogger(__name__)
GROUPS = (
    "dreamwindow.embedders",
    "dreamwindow.engines",
    "dreamwindow.modes",
    "dreamwindow.probes",
    "dreamwindow.sinks",
    "dreamwindow.sources",
    "dreamwindow.workflows",
)
"""The groups that this version looks into."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point and how loading it went: ``error`` is ``None`` when it went well.

    ``missing`` says what else has to be installed before it can be used; ``None`` when nothing has.
    """

    group: str
    name: str
    target: str
    distribution: str
    error: str | None = None
    missing: str | None = None


def names(group: str) -> list[str]:
    """The names in ``group``, sorted; nothing is loaded."""
    return sorted(entry_points(group=group).names)


def load(group: str, name: str) -> Any:
    """The object behind one entry point. Raises `UnknownName` if there is none or it cannot be loaded."""
    found = entry_points(group=group, name=name)
    if not found:
        kind = group.rpartition(".")[2].removesuffix("s")
        raise unknown_name(kind, name, names(group))
    entry = next(iter(found))
    try:
        return entry.load()
    except Exception as error:
        raise _broken(entry, error) from error


def inspect(groups: Iterable[str] = GROUPS) -> list[Plugin]:
    """Try every entry point, and say how it went."""
    return [_try(entry) for group in groups for entry in sorted(entry_points(group=group), key=lambda e: e.name)]


def _try(entry: EntryPoint) -> Plugin:
    error = missing = None
    try:
        load(entry.group, entry.name)
        _check_installed(entry)
    except MissingExtra as problem:
        missing = problem.message
    except DreamWindowError as problem:
        error = problem.message
        _log.warning("%s", error)
    return Plugin(entry.group, entry.name, entry.value, _distribution(entry), error, missing)


def _check_installed(entry: EntryPoint) -> None:
    """Ask the plugin's module, if it has something to say: `MissingExtra` is what its ``check_installed()`` raises."""
    check = getattr(sys.modules.get(entry.module), "check_installed", None)
    if check is None:
        return
    try:
        check()
    except MissingExtra:
        raise
    except Exception as error:
        raise _broken(entry, error) from error


def _broken(entry: EntryPoint, error: Exception) -> UnknownName:
    return UnknownName(
        f"{entry.name!r} from {_distribution(entry)} cannot be loaded: {type(error).__name__}: {error}",
        "`dreamwindow doctor` lists every plugin; repair or remove that package.",
    )


def _distribution(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown package"


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UnknownName:
    """The error for a name that nothing answers to, with the nearest right one."""
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return UnknownName(f"There is no {kind} {name!r}.", f"{hint}There is: {', '.join(choices)}.")


class Bugs:
    """Errors of a plugin that are none of ours, told to ``log`` with their tracebacks.

    The same one again is not told, until another one came. It may come by several ways: what it says, and where it was
    raised, tells it.
    """

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._last = ""

    def tell(self, whose: str, error: Exception) -> None:
        """One that was caught, and ``whose`` it is: the engine toy, say."""
        raised_at = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__}: {error} ({raised_at.filename}:{raised_at.lineno})"
        if told != self._last:
            self._last = told
            self._log.error("A bug in %s:\n%s", whose, "".join(traceback.format_exception(error)))
