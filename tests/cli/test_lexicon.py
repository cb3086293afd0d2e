from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import Call


def test_a_table_of_what_each_word_was_taken_for(call: Call) -> None:
    said = call("lexicon", "misty forest (neon:1.3) zorblax the dark teal", "--negative", "red")
    assert said.code == 0
    head, *rows = said.out.split("\n\n")[0].splitlines()
    assert re.split(r"  +", head) == ["word", "weight", "taken as", "colours, dark to light"]
    taken = {word: (weight, as_) for word, weight, as_ in (re.split(r"  +", row)[:3] for row in rows)}
    assert taken["neon"] == ("1.30", "the word neon")
    assert taken["zorblax"] == ("1.00", "unknown: a small shift of its own")
    assert taken["the"] == ("1.00", "says nothing about a picture")
    assert taken["dark teal"] == ("1.00", "the colour dark teal")
    assert re.search(r"^neon .*(#[0-9a-f]{6} ?){6}$", said.out, re.MULTILINE)
    assert "\nNot wanted:\nred  1.00  the colour red" in said.out
    assert re.search(r"^Drawn: \w+ [01]\.\d\d, ", said.out, re.MULTILINE)
    assert "\x1b" not in said.out


def test_colours_are_shown_where_there_is_a_terminal(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dreamwindow.cli.lexicon.sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    assert re.search(r"\x1b\[48;2;\d+;\d+;\d+m  \x1b\[0m#[0-9a-f]{6}", call("lexicon", "forest").out)


def test_a_script_gets_json(call: Call) -> None:
    said = json.loads(call("lexicon", "forêt", "--json").out)
    assert [word["text"] for word in said["words"]] == ["forêt"]
    assert set(said) == {"prompt", "negative_prompt", "words", "unwanted", "palette", "motifs", "knobs"}


def test_a_prompt_without_words_has_a_look_all_the_same(call: Call) -> None:
    said = call("lexicon", "?!")
    assert said.code == 0
    assert "Palette:\n  #" in said.out
