"""What may stand in a prompt."""

from __future__ import annotations

import unicodedata

from dreamwindow.errors import InvalidPrompt

MAX_PROMPT_CHARS = 2_000
"""Longest prompt, in Unicode code points after normalisation."""


def clean_prompt(text: str, *, what: str = "prompt") -> str:
    """``text`` in Unicode NFC without control characters or surrounding space; never empty.

    Raises `InvalidPrompt` when nothing is left, or when more than `MAX_PROMPT_CHARS` characters are.
    """
    cleaned = clean_words(text, what=what)
    if not cleaned:
        raise InvalidPrompt(f"The {what} is empty.", "Give it at least one word.")
    return cleaned


def clean_words(text: str, *, what: str = "negative prompt") -> str:
    """Like `clean_prompt`, but may be empty."""
    if len(text) > 4 * MAX_PROMPT_CHARS:  # do not normalise ten megabytes in order to refuse them
        raise _too_long(len(text), what)
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if c in "\t\r\n" else c for c in composed if not _is_control(c))
    cleaned = " ".join(visible.split())
    if len(cleaned) > MAX_PROMPT_CHARS:
        raise _too_long(len(cleaned), what)
    return cleaned


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\r\n"


def _too_long(length: int, what: str) -> InvalidPrompt:
    return InvalidPrompt(
        f"The {what} has {length:,} characters; at most {MAX_PROMPT_CHARS:,} are taken.", f"Shorten the {what}."
    )
