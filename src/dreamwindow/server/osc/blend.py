"""Two prompts and a fader between them."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow.dream.prompts.sliding import weighed
from dreamwindow.model.text import MAX_PROMPT_CHARS

STEPS = 24
"""Mixes on the way: each is another prompt, and a fader sends a hundred values a second."""


@dataclass(frozen=True, slots=True)
class Blend:
    """``left`` alone at ``t`` 0 and ``right`` alone at 1; ``None`` where none was said yet."""

    left: str | None = None
    right: str | None = None
    t: float = 0.0

    @property
    def prompt(self) -> str | None:
        """The words of this moment: both count in full half way, as where themes slide."""
        if self.left is None or self.right is None:
            return self.left or self.right
        t = round(self.t * STEPS) / STEPS
        near = self.left if t < 0.5 else self.right
        if t in (0.0, 1.0):
            return near
        mixed = f"{weighed(self.left, 2 - 2 * t)}, {weighed(self.right, 2 * t)}"
        return mixed if len(mixed) <= MAX_PROMPT_CHARS else near
