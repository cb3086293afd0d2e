"""Repertoire: where the words of every run come from. Themes that are changed stay for the runs to come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from dreamwindow.compose.blueprint import rotation_of, themes_of
from dreamwindow.compose.checks import timeline_of
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock
from dreamwindow.dream.prompts import Leaning, Modifiers, PromptManager, PromptOptions, Theme, Timeline
from dreamwindow.errors import UnknownName
from dreamwindow.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Playing:
    """``themes`` in their order, ``now`` the one of which it is dreamed, or would be if nobody had said otherwise."""

    themes: tuple[Theme, ...]
    now: Theme
    held: bool


class Repertoire:
    """``manager`` says the words of the newest run."""

    def __init__(self, loaded: Loaded, clock: Clock) -> None:
        self._loaded = loaded
        self._config = loaded.config.prompts
        self._clock = clock
        self._themes = themes_of(self._config)
        self._timeline = Timeline()
        self._leaning = Leaning()
        self.manager: PromptManager | None = None

    async def load(self) -> None:
        """Read the timeline, if there is one. Raises `ConfigError`."""
        self._timeline = await asyncio.to_thread(timeline_of, self._loaded)

    def begin(self, settings: Settings, seed: int) -> PromptManager:
        """The words of a run that begins now, with what a person set already."""
        chosen = self._config.modifiers
        options = PromptOptions(
            negative_prompt=self._config.negative_prompt,
            modifiers=Modifiers(
                wall_time=self._clock.now if chosen.time_of_day else None, picks=chosen.picks, seed=seed
            ),
            timeline=self._timeline,
            seed=seed,
        )
        manager = PromptManager(self._themes, rotation_of(self._config), self._clock.monotonic, options)
        manager.hold(settings.prompt, settings.negative_prompt)
        manager.turns.lean(self._leaning)
        manager.turns.keep_close(settings.taste)
        self.manager = manager
        return manager

    @property
    def themes(self) -> tuple[Theme, ...]:
        """In their order."""
        return self._themes

    def playing(self) -> Playing:
        """What there is, and what is played."""
        now = self._themes[0] if self.manager is None else self.manager.turns.theme
        return Playing(self._themes, now, held=self.manager is not None and self.manager.held)

    def replace(self, themes: Sequence[Theme]) -> None:
        """Go on with these, of which there is at least one."""
        self._themes = tuple(themes)
        if self.manager is not None:
            self.manager.turns.replace(self._themes)

    def turn(self, place: int | None) -> None:
        """Turn now: to the theme at ``place``, or to the next. Raises `UnknownName`; nothing happens before a run."""
        if place is not None and not 0 <= place < len(self._themes):
            raise UnknownName(f"There is no theme {place}.", f"Themes are counted from 0 to {len(self._themes) - 1}.")
        if self.manager is not None:
            self.manager.turns.go_to(place)

    def lean(self, leaning: Leaning) -> None:
        """Taste leads there, in the runs to come; the run under way hears of it by its controller."""
        self._leaning = leaning

    def theme_of(self, prompt: str) -> Theme:
        """Of which theme a picture of this prompt was dreamed."""
        return Theme(prompt) if self.manager is None else self.manager.theme_of(prompt)
