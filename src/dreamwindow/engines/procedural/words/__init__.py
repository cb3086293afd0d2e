"""Prompts into styles: weighted words, a lexicon, colour names, and hashes for what nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dreamwindow.engines.procedural.style import KNOBS, MOTIFS, Style
from dreamwindow.engines.procedural.words import tokens
from dreamwindow.engines.procedural.words.blend import blend
from dreamwindow.engines.procedural.words.reading import Word, read
from dreamwindow.imaging import oklab


@dataclass(frozen=True, slots=True, eq=False)
class Understanding:
    """What a prompt and a negative prompt were taken for, word by word, and the style that comes of it."""

    prompt: str
    negative_prompt: str
    words: tuple[Word, ...]
    unwanted: tuple[Word, ...]
    style: Style

    @property
    def palette(self) -> tuple[tuple[str, ...], ...]:
        """Rows of ``rrggbb``, each dark to light."""
        return tuple(tuple(oklab.to_hex(stop) for stop in row) for row in self.style.palette)

    @property
    def motifs(self) -> dict[str, float]:
        """What is drawn, and how much of it in [0, 1]."""
        return {name: round(self.style.motif(name), 3) for name in MOTIFS if self.style.motif(name) > 0}

    @property
    def knobs(self) -> dict[str, float]:
        """What is turned away from neutral, in [-1, 1]."""
        return {name: round(self.style.knob(name), 3) for name in KNOBS if self.style.knob(name)}

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, for ``dreamwindow lexicon`` and the page."""
        return {
            "prompt": self.prompt,
            "negative_prompt": self.negative_prompt,
            "words": [word.to_dict() for word in self.words],
            "unwanted": [word.to_dict() for word in self.unwanted],
            "palette": [list(row) for row in self.palette],
            "motifs": self.motifs,
            "knobs": self.knobs,
        }


@lru_cache(maxsize=256)
def understand(prompt: str, negative: str = "") -> Understanding:
    """Read a prompt. Any text has a style; the same text always the same one."""
    words, unwanted = read(tokens.parse(prompt)), read(tokens.parse(negative))
    return Understanding(prompt, negative, words, unwanted, blend(words, unwanted))


def forget() -> None:
    """Empty the cache of prompts."""
    understand.cache_clear()
