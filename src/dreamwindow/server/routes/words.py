"""Words: what the engine understands of a prompt."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from dreamwindow.server.context import context_of

router = APIRouter(prefix="/api", tags=["dream"])


class WordView(BaseModel):
    """One word or phrase, in the order of the prompt."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    text: str
    weight: float
    """1 is plain. ``(word:1.3)`` in a prompt weighs it."""
    taken_as: str
    """What it was taken for: a ``word``, a ``phrase``, a ``colour``, or ``unknown``."""
    colours: list[str]
    """``rrggbb``, dark to light, for words that bring their own."""


class Understood(BaseModel):
    """A prompt as it was read."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    reads_words: bool
    """Whether the engine says what it understands."""
    words: list[WordView]


@router.get("/words")
def get_words(
    request: Request,
    prompt: Annotated[str, Query(max_length=8_000, description="As it would be dreamed, weights and all.")],
    negative_prompt: Annotated[str, Query(description="What is to be kept out of it.")] = "",
) -> Understood:
    """What the engine understands of a prompt, word by word."""
    found = context_of(request).act.understand(prompt, negative_prompt)
    words = [
        WordView(text=word.text, weight=word.weight, taken_as=word.taken_as, colours=list(word.colours))
        for word in found or ()
    ]
    return Understood(reads_words=found is not None, words=words)
