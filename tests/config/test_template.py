"""The file that ``config init`` writes, and what ``config show`` says."""

from __future__ import annotations

import re

from dreamwindow.config.allowed import every_setting, names
from dreamwindow.config.listing import listing
from dreamwindow.config.template import template
from tests.config.conftest import LoadText


def uncommented(text: str) -> str:
    return re.sub(r"^( *)#(\w+: )", r"\1\2", text, flags=re.MULTILINE)


def test_the_template_changes_nothing(load_text: LoadText) -> None:
    assert load_text(template()).config == load_text("").config


def test_with_every_comment_taken_away_it_still_changes_nothing(load_text: LoadText) -> None:
    loaded = load_text(uncommented(template()))
    assert loaded.config == load_text("").config
    leaves = [path for path in every_setting() if not names(path) and "base_themes" not in path[:-1]]
    assert set(leaves) <= set(loaded.places)


def test_each_setting_has_its_help() -> None:
    lines = template().splitlines()
    settings = [number for number, line in enumerate(lines) if re.match(r" *#\w+: ", line)]
    assert len(settings) > 20
    assert all(re.match(r" *# \S", lines[number - 1]) for number in settings)


def test_show_says_where_each_setting_stands(load_text: LoadText) -> None:
    loaded = load_text("generation:\n  width: 128\n", DREAMWINDOW_OUTPUT__BUFFER_S="2")
    said = {setting.key: (setting.value, setting.place or "default") for setting in listing(loaded)}
    assert said["generation.width"] == (128, "dreamwindow.yaml line 2")
    assert said["output.buffer_s"] == (2.0, "$DREAMWINDOW_OUTPUT__BUFFER_S")
    assert said["generation.height"] == (512, "default")
    assert said["system.output_dir"] == ("output", "default")
    assert said["server.limits.body_bytes"] == (16_000_000, "default")
