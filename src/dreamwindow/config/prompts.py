"""What is dreamed of while nobody says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from dreamwindow.config.group import Group
from dreamwindow.errors import UserError
from dreamwindow.model.text import clean_prompt, clean_words


def _prompt(text: str) -> str:
    return _as_value_error(clean_prompt, text)


def _words(text: str) -> str:
    return _as_value_error(clean_words, text)


def _as_value_error(clean: Callable[[str], str], text: str) -> str:
    try:
        return clean(text)
    except UserError as error:
        raise ValueError(error.message) from error


Prompt = Annotated[str, AfterValidator(_prompt)]
NegativePrompt = Annotated[str, AfterValidator(_words)]


class ThemeConfig(Group):
    """One theme; a bare text in the list is its prompt alone."""

    prompt: Prompt
    """The words."""
    negative_prompt: NegativePrompt | None = None
    """What is not wanted with it; null takes the general one."""


def _as_theme(value: object) -> object:
    return {"prompt": value} if isinstance(value, str) else value


Theme = Annotated[ThemeConfig, BeforeValidator(_as_theme)]
_INTERVAL = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(s|m|h)\s*$")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}


def _checked_interval(value: str | int) -> str | int:
    if isinstance(value, int):
        if value < 1:
            raise ValueError("a rotation takes at least 1 keyframe")
    elif interval_seconds(value) <= 0:
        raise ValueError("a rotation takes some time, like 60s")
    return value


def interval_seconds(text: str) -> float:
    """Seconds in ``60s``, ``5m`` or ``1h``. Raises `ValueError`."""
    match = _INTERVAL.match(text)
    if match is None:
        raise ValueError("a time like 60s, 5m or 1h, or a whole number of keyframes")
    return float(match[1]) * _SECONDS[match[2]]


DEFAULT_THEMES = tuple(
    ThemeConfig(prompt=prompt)
    for prompt in (
        "mountain lake at dawn",
        "northern lights over quiet hills",
        "ink and marble, teal and gold",
        "desert dunes at golden hour",
        "space nebula, violet and rose",
        "misty forest in the morning",
        "glowing embers in the dark",
        "crystal geometry, pale blue light",
    )
)


class ModifiersConfig(Group):
    """What is added to the words of each theme."""

    time_of_day: bool = False
    """Whether themes take on the hour: `at dawn`, `at golden hour`, `at night`; those that name one keep it. A dream
    that looks at the clock is not the same from the same seed."""
    picks: Annotated[tuple[Prompt, ...], Field(examples=[["soft light", "seen from far away"]])] = ()
    """One of these goes with each turn, drawn by the seed."""


class PromptsConfig(Group):
    """Themes, and when one gives way to the next."""

    base_themes: Annotated[tuple[Theme, ...], Field(min_length=1, examples=[["a lake at dawn", "embers"]])] = (
        DEFAULT_THEMES
    )
    """Each a text, or `prompt` with its own `negative_prompt`."""
    negative_prompt: NegativePrompt = ""
    """What is not wanted, unless a theme says otherwise."""
    rotation_interval: Annotated[str | int, AfterValidator(_checked_interval)] = "60s"
    """When the next theme's turn comes: a time (`60s`, `5m`), or a number of keyframes (`20`) for slow engines."""
    blend: Annotated[float, Field(ge=0, le=1)] = 0.2
    """Share of a theme's turn in which the words slide there from the theme before; 0 changes them at once."""
    modifiers: ModifiersConfig = Field(default_factory=ModifiersConfig)
    timeline: Path | None = None
    """A file that says what is dreamed of when: a list of `at: "00:05"` with a `prompt`. It goes before the themes."""
