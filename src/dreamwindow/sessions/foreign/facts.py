"""Facts: how a picture was made, as far as it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MAX_CHARS = 8_000
"""Of a prompt that is kept; some interfaces write whole wildcard files into their pictures."""
_MAX_DIGITS = 400
"""Of a seed; Python turns no more than 4,300 into a number."""
Maker = Literal["dreamwindow", "a1111", "comfyui", "invokeai"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """``seed`` in words, since some have more digits than a float holds and ours may be fractional.

    ``more`` is whatever else the picture says, for a person to read.
    """

    maker: Maker | None = None
    prompt: str = ""
    negative_prompt: str = ""
    seed: str | None = None
    model: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)


NO_FACTS = Facts()


def tidy(text: object, limit: int = MAX_CHARS) -> str:
    """A string that every database takes: no NUL and no other control characters but line ends, at most ``limit``."""
    if not isinstance(text, str):
        return ""
    kept = text[: 4 * limit].encode("utf-8", "replace").decode()
    return "".join(char for char in kept if char in "\n\t" or unicodedata.category(char) != "Cc")[:limit].strip()


def seed_text(value: object) -> str | None:
    """A seed in one way of writing: whole numbers without a point; ``None`` for what is no number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return str(value)
    text = str(value).strip()[:_MAX_DIGITS]
    try:
        number = float(text)
    except ValueError:
        return None
    if text.lstrip("-").isdecimal():
        return str(int(text))
    return f"{number:.0f}" if number.is_integer() else repr(number)
