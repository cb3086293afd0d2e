"""PromptManager: says the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dreamwindow.model.events import Words


@dataclass(frozen=True, slots=True)
class Theme:
    """Something to dream of; ``negative_prompt`` of ``None`` takes the general one."""

    prompt: str
    negative_prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """When the next theme's turn comes: after so many seconds, or after so many keyframes. One of them is set."""

    seconds: float | None = None
    keyframes: int | None = None


class PromptManager:
    """Cycles through themes; a prompt that a person set holds until it is cleared, then the rotation goes on.

    ``monotonic`` gives seconds. `rotation_count` counts the turns made.
    """

    def __init__(
        self,
        themes: Sequence[Theme],
        rotation: Rotation,
        monotonic: Callable[[], float],
        negative_prompt: str = "",
    ) -> None:
        if not themes:
            raise ValueError("a rotation needs at least one theme")
        self._themes = list(themes)
        self._rotation = rotation
        self._monotonic = monotonic
        self._negative = negative_prompt
        self._held: str | None = None
        self._held_negative: str | None = None
        self._turned_at = monotonic()
        self._keyframes = 0
        self.rotation_count = 0

    def hold(self, prompt: str | None, negative_prompt: str | None = None) -> None:
        """Say what a person set, until ``None``; each of the two falls back by itself."""
        if self._held is not None and prompt is None:  # the theme that comes back has its full time before it
            self._turned_at, self._keyframes = self._monotonic(), 0
        self._held, self._held_negative = prompt, negative_prompt

    def count_keyframe(self) -> None:
        """A keyframe was made: rotations that count keyframes hear of it."""
        if self._held is None:
            self._keyframes += 1

    def words(self) -> Words:
        """What to dream of now."""
        return Words(self.get_next_prompt(), self.get_negative_prompt())

    def get_next_prompt(self) -> str:
        """The prompt of the next keyframe. Turns to the next theme when its time has come."""
        if self._held is not None:
            return self._held
        if self._is_due():
            self.rotation_count += 1
            self._turned_at, self._keyframes = self._monotonic(), 0
        return self._theme.prompt

    def get_negative_prompt(self) -> str:
        """What is not wanted now."""
        if self._held_negative is not None:
            return self._held_negative
        if self._held is None and self._theme.negative_prompt is not None:
            return self._theme.negative_prompt
        return self._negative

    @property
    def _theme(self) -> Theme:
        return self._themes[self.rotation_count % len(self._themes)]

    def _is_due(self) -> bool:
        if self._rotation.keyframes is not None:
            return self._keyframes >= self._rotation.keyframes
        return self._rotation.seconds is not None and self._monotonic() - self._turned_at >= self._rotation.seconds
