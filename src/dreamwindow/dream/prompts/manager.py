"""PromptManager: says the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dreamwindow.dream.prompts.modifiers import Modifiers
from dreamwindow.dream.prompts.sliding import slid
from dreamwindow.dream.prompts.themes import Rotation, Spoken, Theme
from dreamwindow.dream.prompts.timeline import Timeline
from dreamwindow.dream.prompts.turns import Turns
from dreamwindow.model.events import Words

_SAID = 256
"""Prompts whose theme is known: the history holds pictures of fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptOptions:
    """What goes with the themes. ``seed`` gives what chance there is in them."""

    negative_prompt: str = ""
    modifiers: Modifiers = field(default_factory=Modifiers)
    timeline: Timeline = field(default_factory=Timeline)
    seed: int = 0


class PromptManager:
    """Cycles through themes. A timeline goes before them, and a prompt that a person set before both, until cleared.

    ``monotonic`` gives seconds; the timeline begins now. The same seed, times and calls give the same words.
    """

    def __init__(
        self,
        themes: Sequence[Theme],
        rotation: Rotation,
        monotonic: Callable[[], float],
        options: PromptOptions | None = None,
    ) -> None:
        self._options = options or PromptOptions()
        self._monotonic = monotonic
        self._began_at = monotonic()
        self._silent = False
        self._held: str | None = None
        self._held_negative: str | None = None
        self._said: dict[str, Theme] = {}
        self.turns = Turns(themes, rotation, monotonic, self._options.seed)

    @property
    def rotation_count(self) -> int:
        """How many turns were made."""
        return self.turns.count

    @property
    def held(self) -> bool:
        """Whether a person's prompt is spoken."""
        return self._held is not None

    def hold(self, prompt: str | None, negative_prompt: str | None = None) -> None:
        """Say what a person set, until ``None``; each of the two falls back by itself."""
        if self._held is not None and prompt is None:
            self.turns.rest()
        self._held, self._held_negative = prompt, negative_prompt

    def count_keyframe(self) -> None:
        """A keyframe was made: rotations that count keyframes hear of it."""
        if self._held is None and not self._silent:
            self.turns.keyframe_made()

    def words(self) -> Words:
        """What to dream of now."""
        prompt, subject = self._next()
        return Words(prompt, self.get_negative_prompt(), subject)

    def get_next_prompt(self) -> str:
        """The prompt of the next keyframe. Turns to the next theme when its time has come."""
        return self._next()[0]

    def get_negative_prompt(self) -> str:
        """What is not wanted now."""
        if self._held_negative is not None:
            return self._held_negative
        negative = None if self._held is not None else (self._timed() or self._spoken()).nearer.negative_prompt
        return self._options.negative_prompt if negative is None else negative

    def theme_of(self, prompt: str) -> Theme:
        """The theme that a prompt said lately was made of; one of its own where none was."""
        return self._said.get(prompt) or Theme(prompt)

    def _next(self) -> tuple[str, str]:
        """The next prompt, and its subject: the same in the words of the nearer theme alone."""
        if self._held is not None:
            return self._held, self._held
        timed = self._timed()
        if timed is not None:
            self._silent = True
            return self._noted(slid(timed), timed), timed.nearer.prompt
        spoken = self._spoken()
        prompt, subject = (self._modified(words) for words in (slid(spoken), spoken.nearer.prompt))
        return self._noted(prompt, spoken), subject

    def _modified(self, prompt: str) -> str:
        return self._options.modifiers.added_to(prompt, self.turns.count)

    def _timed(self) -> Spoken | None:
        return self._options.timeline.spoken(self._monotonic() - self._began_at)

    def _spoken(self) -> Spoken:
        if self._silent:  # the theme that comes back has its full time before it
            self._silent = False
            self.turns.rest()
        return self.turns.spoken()

    def _noted(self, prompt: str, spoken: Spoken) -> str:
        self._said.pop(prompt, None)
        self._said[prompt] = spoken.nearer
        if len(self._said) > _SAID:
            del self._said[next(iter(self._said))]
        return prompt
