"""The weighted prompt syntax: words and how much each counts.

``(word)`` counts 1.1 times, ``[word]`` 1/1.1 times, ``(some words:1.4)`` 1.4 times; groups nest, and ``\\(`` is only a
bracket. What is never closed, or closes nothing, does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_WEIGHT = 2.0
_STEP = 1.1
_PIECES = re.compile(r"\\[()\[\]\\]|[(\[]|:\s*[+-]?\d*\.?\d+\s*\)|[)\]]|[^\W_]+(?:['’][^\W_]+)*|[^()\[\]\\\w:]+|[\\_:]")
_WORD = re.compile(r"[^\W_]")
_CLOSES = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Token:
    """A lower-case word and its weight in [0, MAX_WEIGHT]."""

    text: str
    weight: float


def parse(prompt: str) -> tuple[Token, ...]:
    """The words of ``prompt`` in order."""
    words: list[str] = []
    weights: list[float] = []
    open_groups: list[tuple[str, int]] = []  # bracket, index of its first word
    for piece in _PIECES.findall(prompt.lower()):
        if piece in "([":
            open_groups.append((piece, len(words)))
        elif piece[-1] in ")]" and piece[0] != "\\":
            first = _close(open_groups, piece[-1])
            factor = _factor(piece)
            weights[first:] = [w * factor for w in weights[first:]] if first is not None else weights[first:]
        elif _WORD.match(piece):
            words.append(piece.replace("’", "'"))
            weights.append(1.0)
    return tuple(Token(t, min(MAX_WEIGHT, max(0.0, w))) for t, w in zip(words, weights, strict=True))


def _close(open_groups: list[tuple[str, int]], bracket: str) -> int | None:
    """The first word of the group that ``bracket`` closes; None if there is none."""
    if not open_groups or open_groups[-1][0] != _CLOSES[bracket]:
        return None
    return open_groups.pop()[1]


def _factor(closing: str) -> float:
    if closing == "]":
        return 1 / _STEP
    return float(closing[1:-1]) if closing.startswith(":") else _STEP
