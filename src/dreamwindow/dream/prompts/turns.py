"""Turns: themes one after the other, and now and then one that a person's taste chose."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from dreamwindow.dream.prompts.leaning import Leaning
from dreamwindow.dream.prompts.themes import Rotation, Spoken, Theme


class Turns:
    """Themes in a ring. ``monotonic`` gives seconds, ``seed`` what chance there is; `count` counts the turns made.

    A theme that taste chose is a turn aside: the ring goes on from where it was.
    """

    def __init__(
        self, themes: Sequence[Theme], rotation: Rotation, monotonic: Callable[[], float], seed: int = 0
    ) -> None:
        if not themes:
            raise ValueError("a rotation needs at least one theme")
        self.themes = tuple(themes)
        self.theme = self.themes[0]
        self.count = 0
        self._rotation = rotation
        self._monotonic = monotonic
        self._seed = seed
        self._place = 0
        self._before: Theme | None = None
        self._leaning = Leaning()
        self._closeness = 0.0
        self._began = False
        self._keyframes = 0
        self._turned_at = monotonic()

    def spoken(self) -> Spoken:
        """What is said now. Turns to the next theme when its time has come."""
        self._began = True
        if self._rotation.passed(*self._time) >= 1:
            self._turn_to(self._draw())
        t = self._rotation.slid(*self._time)
        return Spoken(self.theme, self._before, t) if self._before is not None and t < 1 else Spoken(self.theme)

    def keyframe_made(self) -> None:
        """Rotations that count keyframes hear of it."""
        self._keyframes += 1

    def rest(self) -> None:
        """Give the theme its full time from now on, without a slide: something else was spoken until now."""
        self._before = None
        self._turned_at, self._keyframes = self._monotonic(), 0

    def go_to(self, place: int | None = None) -> None:
        """Turn now: to the theme at ``place`` in the ring, or to the next one. Raises `IndexError`."""
        place = (self._place + 1) % len(self.themes) if place is None else place
        self._turn_to(self.themes[place])
        self._place = place

    def go_aside(self, theme: Theme) -> None:
        """Turn at once, without a slide, to a theme that need not be in the ring."""
        self._turn_to(theme)
        self._before = None

    def replace(self, themes: Sequence[Theme]) -> None:
        """Go on with these. The theme of now stays if it is one of them, else the first one's turn has come."""
        if not themes:
            raise ValueError("a rotation needs at least one theme")
        self.themes = tuple(themes)
        there = [place for place, theme in enumerate(self.themes) if theme.prompt == self.theme.prompt]
        if there:
            self._place, self.theme = there[0], self.themes[there[0]]
        else:
            self._place = 0
            self._turn_to(self.themes[0])

    def lean(self, leaning: Leaning) -> None:
        """From now on taste means this."""
        self._leaning = leaning
        self._begin_anew()

    def keep_close(self, closeness: float) -> None:
        """From now on a turn is taste's with a chance of ``closeness`` in [0, 1].

        Who comes closer while the theme leads elsewhere need not wait for the turn to end.
        """
        closer, self._closeness = closeness > self._closeness, closeness
        self._begin_anew()
        if self._began and closer and self._leaning and not self._leaning.favours(self.theme):
            self._turn_to(self._leaning.draw(random.Random(f"{self._seed}:closer:{self.count}")))

    def _begin_anew(self) -> None:
        """The first theme is a turn like any other."""
        if not self._began:
            self.theme = self._favoured(0) or self.themes[self._place]

    def _draw(self) -> Theme:
        favoured = self._favoured(self.count + 1)
        if favoured is not None:
            return favoured
        self._place = (self._place + 1) % len(self.themes)
        return self.themes[self._place]

    def _favoured(self, turn: int) -> Theme | None:
        rng = random.Random(f"{self._seed}:turn:{turn}")
        return self._leaning.draw(rng) if rng.random() < self._closeness and self._leaning else None

    def _turn_to(self, theme: Theme) -> None:
        self.count += 1
        self._before = self.theme if self._began and theme.prompt != self.theme.prompt else None
        self.theme = theme
        self._turned_at, self._keyframes = self._monotonic(), 0

    @property
    def _time(self) -> tuple[float, int]:
        """Seconds and keyframes of this turn."""
        return self._monotonic() - self._turned_at, self._keyframes
