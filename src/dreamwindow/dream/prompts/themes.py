"""Themes, when one gives way to the next, and what is spoken at a moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Something to dream of; ``negative_prompt`` of ``None`` takes the general one."""

    prompt: str
    negative_prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """When the next theme's turn comes: after so many seconds, or after so many keyframes. One of them is set.

    ``slide`` in [0, 1] is the share of a turn in which the words slide from the theme before; 0 cuts over.
    """

    seconds: float | None = None
    keyframes: int | None = None
    slide: float = 0.0

    def passed(self, seconds: float, keyframes: int) -> float:
        """The share of a turn that is over: 1 and above, and the next one is due."""
        if self.keyframes is not None:
            return keyframes / self.keyframes
        return seconds / self.seconds if self.seconds is not None else 0.0

    def slid(self, seconds: float, keyframes: int) -> float:
        """How far the words have slid: from 1 on they are there. A keyframe stands for the middle of its time."""
        counted = self.passed(seconds, keyframes) if self.keyframes is None else (keyframes + 0.5) / self.keyframes
        return counted / self.slide if self.slide else 1.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """``theme``, and the one ``before`` it while the words still slide; ``t`` in [0, 1] says how far they are."""

    theme: Theme
    before: Theme | None = None
    t: float = 1.0

    @property
    def nearer(self) -> Theme:
        """Of the two the one that is heard more."""
        return self.theme if self.before is None or self.t >= 0.5 else self.before
