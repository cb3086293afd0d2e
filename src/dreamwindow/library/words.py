"""Words as they are searched: case, accents and punctuation gone, so that every database finds the same."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
_MAX_CHARS = 8_000
_IDEOGRAPHS = (
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # hangul: one syllable a character
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def folded(text: str) -> list[str]:
    """The words of a text. A script that writes no spaces is taken character by character."""
    decomposed = unicodedata.normalize("NFKD", text[:_MAX_CHARS]).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    composed = unicodedata.normalize("NFKC", plain)
    spaced = composed if composed.isascii() else "".join(map(_apart, composed))
    return _WORDS.findall(spaced)


def _apart(char: str) -> str:
    code = ord(char)
    return f" {char} " if any(first <= code <= last for first, last in _IDEOGRAPHS) else char
