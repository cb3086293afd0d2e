"""Leaning: which themes lead back to what a person kept."""

from __future__ import annotations

import random
from dataclasses import dataclass

from dreamwindow.dream.prompts.themes import Theme


@dataclass(frozen=True, slots=True)
class Leaning:
    """Themes and the share of what was kept that each leads to, in (0, 1]; they need not sum to 1."""

    shares: tuple[tuple[Theme, float], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shares)

    def draw(self, rng: random.Random) -> Theme:
        """One theme, by its share. Raises `IndexError` of none."""
        return rng.choices([theme for theme, _ in self.shares], weights=[share for _, share in self.shares])[0]

    def favours(self, theme: Theme) -> bool:
        """Whether it leads to any of it."""
        return any(theme.prompt == favoured.prompt for favoured, _ in self.shares)
