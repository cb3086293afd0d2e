"""Which word of a prompt is taken as what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dreamwindow.engines.procedural.words import colours, lexicon
from dreamwindow.engines.procedural.words.lexicon import LONGEST_PHRASE, Entry
from dreamwindow.engines.procedural.words.tokens import Token

TakenAs = Literal["word", "phrase", "colour", "unknown", "ignored"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of a prompt, its weight, and what it was taken as; ``key`` is the entry's or colour's name."""

    text: str
    weight: float
    taken_as: TakenAs
    key: str | None = None

    def entry(self) -> Entry | None:
        """What the lexicon or the colour says; None for unknown and ignored words."""
        if self.key is None:
            return None
        if self.taken_as == "colour":
            return Entry((colours.ramp(colours.names()[self.key]),))
        return lexicon.builtin()[self.key]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"text": self.text, "weight": round(self.weight, 3), "taken_as": self.taken_as, "key": self.key}


def read(tokens: tuple[Token, ...]) -> tuple[Word, ...]:
    """The words of a prompt, the longest phrases taken first."""
    return tuple(_read(tokens))


def _read(tokens: tuple[Token, ...]) -> Iterator[Word]:
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
            word = _take(tokens[at : at + length])
            if word is not None:
                yield word
                at += length
                break


def _take(tokens: tuple[Token, ...]) -> Word | None:
    """What these tokens mean together; a single one always means something."""
    text, weight = " ".join(t.text for t in tokens), max(t.weight for t in tokens)
    alone = len(tokens) == 1
    if alone and text in lexicon.ignored():
        return Word(text, weight, "ignored")
    if key := lexicon.builtin().find(text):
        return Word(text, weight, "word" if alone else "phrase", key)
    if text in colours.names():
        return Word(text, weight, "colour", text)
    return Word(text, weight, "unknown") if alone else None
