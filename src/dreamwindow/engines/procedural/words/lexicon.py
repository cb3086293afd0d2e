"""The lexicon: words and what they look like, read from ``lexicon.txt``, which says how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np

from dreamwindow.engines.procedural.style import KNOBS, MOTIFS, STOPS, Floats, Knob, Motif
from dreamwindow.imaging import oklab

LONGEST_PHRASE = 4
"""Words in the longest phrase that a lexicon may hold."""
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("y", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ly", ""),
)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What a word looks like: palettes (STOPS, 3) Oklab, the first weighing most, and what it adds to the style."""

    palettes: tuple[Floats, ...] = ()
    motifs: Mapping[Motif, float] = field(default_factory=dict)
    knobs: Mapping[Knob, float] = field(default_factory=dict)


class Lexicon:
    """Entries by word or phrase, words apart by one space."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def find(self, text: str) -> str | None:
        """The key for ``text``, as it stands or less an ending (trees, misty, glowing); None if there is none."""
        if text in self._entries:
            return text
        for ending, instead in _ENDINGS:
            stem = text.removesuffix(ending) + instead
            if text.endswith(ending) and len(stem) > 2 and stem in self._entries:
                return stem
        return None


def parse(text: str) -> Lexicon:
    """Read a lexicon's text. Raises `ValueError` that names the line."""
    entries: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), 1):
        content = line.split("#", 1)[0].strip()
        if not content:
            continue
        try:
            words, entry = _parse_line(content)
        except ValueError as error:
            raise ValueError(f"line {number} of the lexicon: {error}") from error
        for word in words:
            if word in entries:
                raise ValueError(f"line {number} of the lexicon: {word!r} has an entry already")
            entries[word] = entry
    return Lexicon(entries)


def _parse_line(content: str) -> tuple[list[str], Entry]:
    words, colon, looks = content.partition(":")
    colours, bar, weights = looks.partition("|")
    if not colon or not bar:
        raise ValueError("it is not of the form 'words : colours | name=value'")
    palettes = tuple(_palette(part.split()) for part in colours.split(";") if part.strip())
    motifs: dict[Motif, float] = {}
    knobs: dict[Knob, float] = {}
    for name, value in (pair.split("=") for pair in weights.split()):
        if name in MOTIFS:
            motifs[name] = float(value)
        elif name in KNOBS:
            knobs[name] = float(value)
        else:
            raise ValueError(f"{name!r} is neither a motif nor a knob")
    return [word.replace("_", " ") for word in words.split()], Entry(palettes, motifs, knobs)


def _palette(stops: list[str]) -> Floats:
    if len(stops) != STOPS:
        raise ValueError(f"a palette has {STOPS} stops, not {len(stops)}")
    return np.stack([oklab.from_hex(stop) for stop in stops]).astype(np.float32)


@lru_cache(maxsize=1)
def ignored() -> frozenset[str]:
    """Words that say nothing about a picture, from ``ignored.txt``."""
    lines = (files(__package__) / "ignored.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def builtin() -> Lexicon:
    """The lexicon that comes with the package."""
    return parse((files(__package__) / "lexicon.txt").read_text("utf-8"))
