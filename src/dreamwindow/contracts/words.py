"""The words seam: an engine that can say what it understands of a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class UnderstoodWord:
    """A word or phrase as it was read: ``weight`` 1 is plain, ``taken_as`` says what it was taken for.

    ``colours`` are ``rrggbb``, dark to light, for words that bring their own.
    """

    text: str
    weight: float
    taken_as: str
    colours: tuple[str, ...] = ()


@runtime_checkable
class WordReader(Protocol):
    """An engine that reads prompts word by word."""

    def understand(self, prompt: str, negative_prompt: str = "") -> Sequence[UnderstoodWord]:
        """The words of ``prompt`` in their order, those that mean nothing left out. Takes about a millisecond."""
        ...
