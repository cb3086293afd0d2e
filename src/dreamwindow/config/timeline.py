"""The timeline file: what is dreamed of when."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from dreamwindow.config.explain import shown
from dreamwindow.config.prompts import interval_seconds
from dreamwindow.config.tree import KeyPath
from dreamwindow.config.yaml import parse_document
from dreamwindow.dream.prompts import Moment, Theme, Timeline
from dreamwindow.errors import ConfigError, UserError
from dreamwindow.model.text import clean_prompt, clean_words

_SHAPE = 'It is a list, each line of it like `- { at: "00:05", prompt: a lake at dawn }`.'
_KEYS = ("at", "prompt", "negative_prompt", "over")
_CLOCK = re.compile(r"^(?:(\d+):)?(\d+):([0-5]\d(?:\.\d+)?)$")
_LONGEST_S = 366 * 86_400
"""A year: beyond it is a slip of the keyboard."""
_AT = 'Write the time since the beginning as "00:05" (minutes and seconds), "1:30:00", 90 (seconds) or 5m.'
_OVER = "Write how long the words slide there as 10s, 2m or a number of seconds."


def read_timeline(path: Path) -> Timeline:
    """The moments of a file. Blocks. Raises `ConfigError` that names the file, the line and what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"The timeline {path} cannot be read: {error.strerror}.", "prompts.timeline, or --timeline, names it."
        ) from error
    return parse_timeline(data, path.name)


def parse_timeline(data: bytes, name: str) -> Timeline:
    """The moments of a file's text. Raises as `read_timeline`."""
    entries, places = parse_document(data, name, _SHAPE)
    if not isinstance(entries, list) or not entries:
        raise ConfigError(f"{name} holds no moments.", _SHAPE)
    moments = [_moment(entry, _Places(name, places, str(number))) for number, entry in enumerate(entries)]
    for number, (before, after) in enumerate(pairwise(moments), 1):
        if after.at_s <= before.at_s:
            place = _Places(name, places, str(number)).of("at")
            raise ConfigError(
                f"{place}: this moment is not later than the one before it.", "Put them in order of time."
            )
    return Timeline(tuple(moments))


class _Places:
    """Where the parts of one moment stand."""

    def __init__(self, name: str, places: Mapping[KeyPath, str], number: str) -> None:
        self._places = places
        self._number = number
        self._name = name

    def of(self, key: str | None = None) -> str:
        whole = self._places.get((self._number,), self._name)
        return whole if key is None else self._places.get((self._number, key), whole)


def _moment(entry: Any, places: _Places) -> Moment:
    if not isinstance(entry, dict):
        raise ConfigError(f"{places.of()}: {shown(entry)} is no moment.", _SHAPE)
    for key in entry:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise ConfigError(f"{places.of(key)}: there is no {key!r} here.", f"{hint}There is: {', '.join(_KEYS)}.")
    if "at" not in entry:
        raise ConfigError(f"{places.of()}: at is missing.", _AT)
    if "prompt" not in entry:
        raise ConfigError(f"{places.of()}: prompt is missing.", "Give it words, or null to let the themes go on.")
    return Moment(
        at_s=_seconds(entry["at"], f"{places.of('at')}: at", _AT),
        theme=_theme(entry, places),
        over_s=_seconds(entry.get("over", 0), f"{places.of('over')}: over", _OVER),
    )


def _theme(entry: Mapping[str, Any], places: _Places) -> Theme | None:
    prompt, negative = entry["prompt"], entry.get("negative_prompt")
    if prompt is None:
        return None
    for key, words in (("prompt", prompt), ("negative_prompt", negative)):
        if words is not None and not isinstance(words, str):
            raise ConfigError(f"{places.of(key)}: {key} is {shown(words)}.", "Put words in quotes if need be.")
    try:
        return Theme(clean_prompt(prompt), None if negative is None else clean_words(negative))
    except UserError as error:
        raise ConfigError(f"{places.of('prompt')}: {error.message}", error.remedy) from error


def _seconds(value: object, what: str, remedy: str) -> float:
    seconds = _read_clock(value) if isinstance(value, str) else value
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and 0 <= seconds <= _LONGEST_S:
        return float(seconds)
    raise ConfigError(f"{what} is {shown(value)}.", remedy)


def _read_clock(text: str) -> float | None:
    """Seconds, however many; ``None`` for what is no time."""
    if match := _CLOCK.match(text.strip()):
        hours, minutes, seconds = match.groups(default="0")
        return float(hours) * 3600 + float(minutes) * 60 + float(seconds)
    with contextlib.suppress(ValueError):
        return interval_seconds(text)
    return None
