"""Words into styles."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.engines.procedural.contact import contact_sheet
from dreamwindow.engines.procedural.style import KNOBS, MAX_WEIGHT, MOTIFS, ROWS, STOPS
from dreamwindow.engines.procedural.words import colours, lexicon, tokens, understand
from dreamwindow.imaging import oklab

SYNTAX = st.text(st.sampled_from("ab ()[]:1.5,\\-é火_'’"), max_size=60) | st.text(max_size=60)


def weights(prompt: str) -> dict[str, float]:
    return {token.text: round(token.weight, 4) for token in tokens.parse(prompt)}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("misty forest", {"misty": 1, "forest": 1}),
        ("(misty) forest", {"misty": 1.1, "forest": 1}),
        ("((misty)) [forest]", {"misty": 1.21, "forest": 0.9091}),
        ("(old (stone:1.5) bridge:0.8)", {"old": 0.8, "stone": 1.2, "bridge": 0.8}),
        ("(deep sea: 1.4 )", {"deep": 1.4, "sea": 1.4}),
        ("(bright:9) (dim:-1)", {"bright": 2, "dim": 0}),
        (r"\(smile\) sea", {"smile": 1, "sea": 1}),
        ("a ( b ] c", {"a": 1, "b": 1, "c": 1}),
        ("sea) (lake", {"sea": 1, "lake": 1}),
        ("16:9 sea:1.5", {"16": 1, "9": 1, "sea": 1, "1": 1, "5": 1}),
        ("low-poly O’Keeffe", {"low": 1, "poly": 1, "o'keeffe": 1}),
        ("夜の海, Übermut", {"夜の海": 1, "übermut": 1}),
        ("", {}),
    ],
)
def test_weighted_syntax(prompt: str, expected: dict[str, float]) -> None:
    assert weights(prompt) == expected


@given(SYNTAX)
def test_any_text_has_words_with_weights_in_range(text: str) -> None:
    for token in tokens.parse(text):
        assert token.text.strip()
        assert 0 <= token.weight <= tokens.MAX_WEIGHT


@given(SYNTAX, SYNTAX)
def test_any_text_has_a_style_within_bounds(prompt: str, negative: str) -> None:
    style = understand(prompt, negative).style
    assert style.palette.shape == (ROWS, STOPS, 3)
    assert all(np.isfinite(part).all() for part in (style.palette, style.motifs, style.knobs))
    assert 0 <= style.motifs.min() <= style.motifs.max() <= np.float32(MAX_WEIGHT)
    assert np.abs(style.knobs).max() <= 1
    assert json.loads(json.dumps(understand(prompt, negative).to_dict()))


def taken(prompt: str) -> list[tuple[str, str, str | None]]:
    return [(word.text, word.taken_as, word.key) for word in understand(prompt).words]


def test_every_word_is_accounted_for() -> None:
    assert taken("the northern lights over a crimson zorgle lake") == [
        ("the", "ignored", None),
        ("northern lights", "phrase", "northern lights"),
        ("over", "ignored", None),
        ("a", "ignored", None),
        ("crimson", "colour", "crimson"),
        ("zorgle", "unknown", None),
        ("lake", "word", "lake"),
    ]


def test_words_are_known_with_their_endings() -> None:
    known = lexicon.parse("dune mist glow wave frost blaze fairy : | glow=.1")
    for word in ("dunes", "misty", "glowing", "waves", "frosty", "blazing", "fairies", "glow"):
        assert known.find(word), word
    for word in ("is", "ly", "zing", ""):
        assert known.find(word) is None


def test_a_phrase_weighs_what_its_heaviest_word_does() -> None:
    assert understand("(northern lights:1.5)").words[0].weight == 1.5


def test_more_weight_shows_more() -> None:
    light, heavy = (understand(f"calm (lake:{w})").style.excess("water") for w in (0.5, 1.0))
    assert 0 < light < heavy


@pytest.mark.parametrize(("prompt", "negative", "motif"), [("rainy city", "rain", "rain"), ("lake", "ocean", "water")])
def test_a_negative_prompt_takes_out(prompt: str, negative: str, motif: str) -> None:
    assert understand(prompt).motifs[motif] > understand(prompt, negative).motifs.get(motif, 0.0)


def test_an_unwanted_colour_is_turned_away_from() -> None:
    def redness(negative: str) -> float:
        return float(understand("sunset", negative).style.palette[:, 1:5, 1].mean())

    assert redness("red") < redness("") - 0.02


@given(st.text("bcdfghjklmnpqrstvwxz", min_size=5, max_size=12))
def test_unknown_words_have_a_look_of_their_own_and_are_never_garish(word: str) -> None:
    understood = understand(word)
    assert understood.words[0].taken_as in ("unknown", "word", "colour")
    if understood.words[0].taken_as == "unknown":
        assert oklab.chroma(understood.style.palette).max() < 0.16
        assert not np.array_equal(understood.style.palette, understand(word + "q").style.palette)


def test_the_lexicon_runs_from_dark_to_light() -> None:
    book = lexicon.builtin()
    for word in book:
        for palette in book[word].palettes:
            assert (np.diff(palette[:, 0]) > 0).all(), word


def test_weights_in_the_lexicon_are_in_range() -> None:
    book = lexicon.builtin()
    for word in book:
        assert all(0 < abs(value) <= 1 for value in book[word].motifs.values()), word
        assert all(-1 <= value <= 1 for value in book[word].knobs.values()), word


def test_the_lexicon_is_large() -> None:
    assert len(lexicon.builtin()) >= 600
    assert len(colours.names()) >= 900


def test_a_word_can_take_the_place_of_another() -> None:
    assert understand("a portrait").motifs["figure"] > 0.5
    assert "figure" not in understand("a portrait of a cat").motifs
    assert understand("a portrait of a cat").motifs["cat"] > 0.5


def test_every_motif_and_knob_is_some_words() -> None:
    book = lexicon.builtin()
    assert {motif for word in book for motif in book[word].motifs} == set(MOTIFS)
    assert {knob for word in book for knob in book[word].knobs} | {"hue"} == set(KNOBS)


def test_every_colour_name_is_a_colour() -> None:
    for name, code in colours.names().items():
        assert name == name.lower().strip()
        assert colours.ramp(code).shape == (STOPS, 3)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("sea 000000", "not of the form"),
        ("sea : 000000 111111 | water=1", "6 stops, not 2"),
        ("sea : | watr=1", "neither a motif nor a knob"),
        ("sea : | water=x", "could not convert"),
        ("sea : | water", "not enough values"),
        ("sea sea : | water=1", "an entry already"),
        ("sea : zzzzzz 000001 000002 000003 000004 000005 | ", "hex"),
    ],
)
def test_a_bad_line_of_a_lexicon_is_named(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"line 2 of the lexicon: .*{complaint}"):
        lexicon.parse("# mine\n" + line)


def test_a_contact_sheet_shows_seeds_over_the_palette() -> None:
    sheet = contact_sheet("lake at dawn", seeds=(1, 2, 3), side=64)
    assert sheet.shape == (80, 192, 3)
    assert not np.array_equal(sheet[:64, :64], sheet[:64, 64:128])
    assert (sheet[64:, 0].mean(axis=-1) < sheet[64:, -1].mean(axis=-1)).all()  # dark to light
