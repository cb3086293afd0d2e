"""Words into a style: what they look like, weighed and mixed; what is not wanted, taken out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dreamwindow.engines.procedural.style import KNOBS, MAX_WEIGHT, MOTIFS, ROWS, Floats, Knob, Motif, Style
from dreamwindow.engines.procedural.words import unknown
from dreamwindow.engines.procedural.words.lexicon import Entry
from dreamwindow.engines.procedural.words.reading import Word
from dreamwindow.imaging import oklab

_SCENERY: tuple[Motif, ...] = ("ridge", "city", "tree", "water", "orb", "facet", "rain", "aurora")
"""Motifs that are there or not: below a threshold they fade out rather than hint."""
_COLOUR_COUNTS = 1.6
_VARIANTS = ((0.0, 1.0, 0.0), (0.24, 1.05, -0.03), (-0.22, 1.05, 0.03), (0.45, 0.85, 0.0))
"""Hue turned in radians, chroma times, and lightness more."""
_UNWANTED_TURN = 1.75
"""Radians by which an unwanted hue is turned away."""


@dataclass(slots=True)
class _Mix:
    motifs: dict[Motif, float] = field(default_factory=lambda: dict.fromkeys(MOTIFS, 0.0))
    knobs: dict[Knob, float] = field(default_factory=lambda: dict.fromkeys(KNOBS, 0.0))
    rows: list[tuple[float, Floats]] = field(default_factory=list)
    unknown: list[tuple[float, str]] = field(default_factory=list)
    displaced: dict[Motif, float] = field(default_factory=dict)
    """What a word takes the place of: a cat's portrait shows no person."""


def blend(words: tuple[Word, ...], unwanted: tuple[Word, ...]) -> Style:
    """The style of a prompt's words, less what the negative prompt's words look like."""
    mix = _Mix()
    for place, word in enumerate(w for w in words if w.taken_as != "ignored"):
        weight = word.weight / (1 + 0.12 * place)  # earlier words weigh more
        entry = word.entry()
        if entry is None:
            _add_unknown(mix, word.text, weight)
        else:
            _add(mix, entry, weight, _COLOUR_COUNTS if word.taken_as == "colour" else 1.0)
    for word in unwanted:
        entry = word.entry()
        if entry is not None:
            _take_out(mix, entry, word.weight)
    _colour_unknown(mix, " ".join(word.text for word in words))
    _settle(mix)
    return Style(
        _palette(mix.rows),
        np.array([min(v, MAX_WEIGHT) for v in mix.motifs.values()], np.float32),
        np.array([min(1.0, max(-1.0, v)) for v in mix.knobs.values()], np.float32),
    )


def _add(mix: _Mix, entry: Entry, weight: float, colour: float) -> None:
    mix.rows += [(weight * colour / (1 + 0.4 * place), palette) for place, palette in enumerate(entry.palettes)]
    for motif, value in entry.motifs.items():
        if value < 0:
            mix.displaced[motif] = mix.displaced.get(motif, 0.0) - value * weight
            continue
        there = mix.motifs[motif]
        mix.motifs[motif] = max(there, value * min(weight, MAX_WEIGHT)) + 0.15 * min(there, value)
    for knob, value in entry.knobs.items():
        mix.knobs[knob] += value * weight


def _add_unknown(mix: _Mix, text: str, weight: float) -> None:
    hashed = unknown.fractions(text)
    mix.unknown.append((0.5 * weight, text))
    mix.motifs[unknown.MOTIFS[int(hashed[3] * len(unknown.MOTIFS))]] += 0.25 * weight
    mix.motifs["smoke"] += 0.15 * weight
    for knob, value in zip(unknown.KNOBS, hashed[4:], strict=True):
        mix.knobs[knob] += 0.22 * weight * (2 * value - 1)


def _take_out(mix: _Mix, entry: Entry, weight: float) -> None:
    for motif, value in entry.motifs.items():
        mix.motifs[motif] = max(0.0, mix.motifs[motif] - max(0.0, value) * weight)
    for knob, value in entry.knobs.items():
        mix.knobs[knob] -= 0.7 * value * weight
    for palette in entry.palettes:
        mix.rows = [(share, _avoid(row, palette, weight)) for share, row in mix.rows]


def _avoid(row: Floats, palette: Floats, weight: float) -> Floats:
    """``row`` with the stops that share ``palette``'s hue turned away from it."""
    hue = palette[1:5, 1:].sum(axis=0)
    hue = hue / (np.hypot(*hue) + 1e-6)
    a, b = row[:, 1], row[:, 2]
    alike = (a * hue[0] + b * hue[1]) / (np.hypot(a, b) + 1e-6)
    side = np.sign(float((hue[0] * b - hue[1] * a).sum()) or 1.0)
    turn = side * _UNWANTED_TURN * min(weight, 1.3) * np.clip((alike - 0.45) / 0.35, 0, 1)
    return oklab.turn_hue(row, turn).astype(np.float32)


def _colour_unknown(mix: _Mix, text: str) -> None:
    """Unknown words colour the picture where no known word does, and otherwise only tint it."""
    if mix.rows and mix.unknown:
        weight, word = mix.unknown[0]
        mix.rows.append((0.35 * weight, unknown.palette(*unknown.fractions(word)[:3])))
    elif mix.unknown:
        palettes = unknown.harmony([word for _, word in mix.unknown], ROWS)
        mix.rows = [(weight, palette) for (weight, _), palette in zip(mix.unknown, palettes, strict=False)]
    elif not mix.rows:
        mix.rows = [(1.0, unknown.palette(*unknown.fractions(text + "~")[:3]))]


def _settle(mix: _Mix) -> None:
    for motif, value in mix.displaced.items():
        mix.motifs[motif] *= max(0.0, 1 - 1.4 * value)
    for motif in _SCENERY:
        mix.motifs[motif] *= min(1.0, max(0.0, (mix.motifs[motif] - 0.15) / 0.2))
    if max(mix.motifs.values()) < 0.5:
        mix.motifs["smoke"] = max(mix.motifs["smoke"], 0.8)


def _palette(rows: list[tuple[float, Floats]]) -> Floats:
    """(ROWS, STOPS, 3): rows shared out in proportion to weight, every kept word at least one."""
    best = sorted(_merged(rows), key=lambda row: -row[0])[:ROWS]
    total = sum(weight for weight, _ in best) or 1.0
    shares = [max(1, round(weight / total * ROWS)) for weight, _ in best]
    shared = [
        _variant(palette, which) for (_, palette), count in zip(best, shares, strict=True) for which in range(count)
    ]
    return np.stack((shared + shared)[:ROWS])


def _merged(rows: list[tuple[float, Floats]]) -> list[tuple[float, Floats]]:
    """Words that look the same, once, with the weight of all."""
    weights: dict[bytes, float] = {}
    for weight, palette in rows:
        weights[palette.tobytes()] = weights.get(palette.tobytes(), 0.0) + weight
    palettes = {palette.tobytes(): palette for _, palette in rows}
    return [(weight, palettes[key]) for key, weight in weights.items()]


def _variant(palette: Floats, which: int) -> Floats:
    """Kin of a palette for the rows it has to itself: a word has more than one light."""
    turn, richness, lift = _VARIANTS[which]
    kin = oklab.turn_hue(palette, turn)
    kin[:, 1:] *= richness
    kin[1:-1, 0] += lift
    return kin.astype(np.float32)
