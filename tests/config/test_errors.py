"""Each wrong setting: where it stands, what it is, what is allowed, in one or two lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.config.load import load
from dreamwindow.config.sources import MAX_BYTES
from dreamwindow.errors import ConfigError
from tests.config.conftest import LoadText

HERE = "Here there is: cache, engine, guidance_scale, height, keyframe_interval_s, mode, model, num_inference_steps, "

WRONG = {
    "an unknown key, and the nearest right one": (
        "generation:\n  widht: 512\n",
        "dreamwindow.yaml line 2: there is no setting 'generation.widht'.",
        "Did you mean width? Here there is: cache, engine, ",
    ),
    "a key in the wrong group": (
        "seed: 5\n",
        "dreamwindow.yaml line 1: there is no setting 'seed'.",
        "Did you mean generation.seed? Here there is: comfyui, ",
    ),
    "a key like no other": (
        "generation:\n  zzz: 1\n",
        "dreamwindow.yaml line 2: there is no setting 'generation.zzz'.",
        HERE,
    ),
    "a key in a group of a group": (
        "server:\n  limits:\n    body_bytez: 3\n",
        "dreamwindow.yaml line 3: there is no setting 'server.limits.body_bytez'.",
        "Did you mean body_bytes?",
    ),
    "an impossible size": (
        "generation:\n  width: 511\n",
        "dreamwindow.yaml line 2: generation.width is 511.",
        "Allowed: a whole number from 64 to 2048, a multiple of 8.",
    ),
    "a text for a number": (
        "generation: {width: wide}\n",
        "dreamwindow.yaml line 1: generation.width is 'wide'.",
        "Allowed: a whole number from 64 to 2048",
    ),
    "a fraction for a whole number": (
        "generation: {seed: 1.5}\n",
        "dreamwindow.yaml line 1: generation.seed is 1.5.",
        "Allowed: a whole number from 0 to 9007199254740992 or null.",
    ),
    "out of range": (
        "generation: {strength: 7}\n",
        "dreamwindow.yaml line 1: generation.strength is 7.",
        "Allowed: a number from 0 to 1.",
    ),
    "not a number at all": (
        "generation: {strength: .nan}\n",
        "dreamwindow.yaml line 1: generation.strength is nan.",
        "Allowed: a number from 0 to 1.",
    ),
    "zero where something above it is meant": (
        "output: {display_rate_hz: 0}\n",
        "dreamwindow.yaml line 1: output.display_rate_hz is 0.",
        "Allowed: a number from 0.1 to 60.",
    ),
    "true for a number": (
        "generation: {strength: true}\n",
        "dreamwindow.yaml line 1: generation.strength is true.",
        "Allowed: a number from 0 to 1.",
    ),
    "null for a number": (
        "generation: {width: null}\n",
        "dreamwindow.yaml line 1: generation.width is null.",
        "Allowed: a whole number from 64",
    ),
    "a number for truth": (
        "system: {log_console: 3}\n",
        "dreamwindow.yaml line 1: system.log_console is 3.",
        "Allowed: true or false.",
    ),
    "none of the choices": (
        "system: {log_level: LOUD}\n",
        "dreamwindow.yaml line 1: system.log_level is 'LOUD'.",
        "Allowed: DEBUG, INFO, WARNING or ERROR.",
    ),
    "an unknown profile": (
        "profile: dark\n",
        "dreamwindow.yaml line 1: profile is 'dark'.",
        "Allowed: default or rainmeter.",
    ),
    "a number for a folder": (
        "system: {output_dir: 5}\n",
        "dreamwindow.yaml line 1: system.output_dir is 5.",
        "Allowed: the path of a folder.",
    ),
    "a path for a file's name": (
        "output: {current_frame: ../x.png}\n",
        "dreamwindow.yaml line 1: output.current_frame is '../x.png'.",
        "Allowed: like current_frame.png, ",
    ),
    "nonsense to record": (
        "recording: {record: some}\n",
        "dreamwindow.yaml line 1: recording.record is 'some'.",
        "Allowed: keyframes, all, every:N (N from 1), none.",
    ),
    "a time that is none": (
        "prompts: {rotation_interval: soon}\n",
        "dreamwindow.yaml line 1: prompts.rotation_interval is 'soon'.",
        "A time like 60s, 5m or 1h, or a whole number of keyframes.",
    ),
    "a list for a time": (
        "prompts: {rotation_interval: [1]}\n",
        "dreamwindow.yaml line 1: prompts.rotation_interval is [1].",
        "Allowed: a text or a whole number.",
    ),
    "no themes": (
        "prompts: {base_themes: []}\n",
        "dreamwindow.yaml line 1: prompts.base_themes is [].",
        "Allowed: like ['a lake at dawn', 'embers'].",
    ),
    "an empty theme, by its own line": (
        "prompts:\n  base_themes:\n    - a lake\n    - ''\n",
        "dreamwindow.yaml line 4: prompts.base_themes.1.prompt is ''.",
        "The prompt is empty.",
    ),
    "a theme that is too long": (
        f"prompts:\n  base_themes:\n    - {'x' * 2001}\n",
        f"dreamwindow.yaml line 3: prompts.base_themes.0.prompt is '{'x' * 56}....",
        "The prompt has 2,001 characters; at most 2,000 are taken.",
    ),
    "a theme without a prompt": (
        "prompts:\n  base_themes:\n    - negative_prompt: red\n",
        "dreamwindow.yaml line 3: prompts.base_themes.0.prompt is missing.",
        "It is a text.",
    ),
    "a value for a group": (
        "generation: 5\n",
        "dreamwindow.yaml line 1: generation is 5.",
        "Allowed: a group with cache, engine, ",
    ),
    "a list for the whole": ("- a\n", "dreamwindow.yaml holds no groups of settings.", "It is lines of `key: value`"),
    "broken YAML": ("a: 1\nb: [\n", "dreamwindow.yaml line 3 is no YAML: ", "It is lines of `key: value`"),
    "a key that stands twice": (
        "profile: default\nprofile: rainmeter\n",
        "dreamwindow.yaml line 2: this key stands there twice.",
        "Take one of the two away.",
    ),
    "a key that stands twice in a group": (
        "generation:\n  width: 64\n  width: 72\n",
        "dreamwindow.yaml line 3: this key stands there twice.",
        "Take one of the two away.",
    ),
    "a name for a value": ("x: &a 1\ny: *a\n", "dreamwindow.yaml line 1 is used twice.", "Write it out: "),
    "a tree that contains itself": ("x: &a\n  y: *a\n", "dreamwindow.yaml line 1 is used twice.", "Write it out: "),
    "too deep": (f"a: {'[' * 40}{']' * 40}\n", "dreamwindow.yaml holds more, or nests deeper, ", "It is lines of "),
    "far too deep": (f"a: {'[' * 9000}\n", "dreamwindow.yaml holds more, or nests deeper, ", "It is lines of "),
    "a control character": ("a: \x00\n", "dreamwindow.yaml is no YAML: unacceptable character #x0000", "It is lines "),
}


@pytest.mark.parametrize("what", WRONG)
def test_says_where_what_and_what_is_allowed(what: str, load_text: LoadText) -> None:
    text, says, remedy = WRONG[what]
    with pytest.raises(ConfigError) as wrong:
        load_text(text)
    lines = str(wrong.value).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(says)
    assert lines[1].startswith(remedy)


def test_several_at_once_are_all_said(load_text: LoadText) -> None:
    with pytest.raises(ConfigError) as wrong:
        load_text("generation:\n  width: 1\n  height: 2\n  strength: 3\n  speed: 9\n  seed: x\n")
    first, second = str(wrong.value).splitlines()
    assert first == "dreamwindow.yaml line 2: generation.width is 1."
    assert "Also: dreamwindow.yaml line 3: generation.height is 2. dreamwindow.yaml line 4" in second
    assert second.endswith(" And 1 more.")


def test_a_variable_is_named(load_text: LoadText) -> None:
    with pytest.raises(ConfigError, match=r"^\$DREAMWINDOW_GENERATION__WIDTH: generation.width is 'wide'\.\nAllowed: "):
        load_text("", DREAMWINDOW_GENERATION__WIDTH="wide")


def test_an_unknown_variable_is_named(load_text: LoadText) -> None:
    with pytest.raises(ConfigError, match=r"^\$DREAMWINDOW_GENERATION__WIDHT: there is no .*\nDid you mean width\?"):
        load_text("", DREAMWINDOW_GENERATION__WIDHT="512")


def test_a_variable_that_goes_too_deep_is_named(load_text: LoadText) -> None:
    with pytest.raises(ConfigError, match=r"^\$DREAMWINDOW_GENERATION__WIDTH__X: generation.width is a group"):
        load_text("", DREAMWINDOW_GENERATION__WIDTH__X="1")


def test_a_variable_that_is_no_yaml(load_text: LoadText) -> None:
    with pytest.raises(ConfigError, match=r"^\$DREAMWINDOW_GENERATION__MODE line 1 is no YAML: .*\nPut it in quotes"):
        load_text("", DREAMWINDOW_GENERATION__MODE="[")


def test_a_flag_is_named(load_text: LoadText) -> None:
    with pytest.raises(ConfigError, match=r"^--size: generation.width is 7\.\nAllowed: a whole number from 64"):
        load_text("", {("generation", "width"): ("--size", 7)})


def test_a_file_that_is_not_there(workspace: Path) -> None:
    with pytest.raises(ConfigError, match=r"^--config names nowhere.yaml, which is no file\.\n`dream"):
        load(Path("nowhere.yaml"))
    with pytest.raises(ConfigError, match=r"^\$DREAMWINDOW_CONFIG names other.yaml, which is no file\.\n"):
        load(None, environ={"DREAMWINDOW_CONFIG": "other.yaml"})


def test_a_file_of_another_kind(workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_bytes(b"profile: default\nx: \xff\xfe\n")
    with pytest.raises(ConfigError, match=r"^dreamwindow.yaml line 2 is no text in UTF-8\.\nSave it"):
        load(environ={})


def test_a_huge_file(workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ConfigError, match=r"is larger than 200,000 bytes\.\nIt is no config file"):
        load(environ={})


@pytest.mark.parametrize("name", ["DREAMWINDOW_WIDTH", "DREAMWINDOW_GENERATION_WIDTH"])
def test_a_misspelt_variable_is_noticed(name: str, load_text: LoadText) -> None:
    with pytest.raises(ConfigError, match=rf"^\${name}: there is no setting '{name[12:].lower()}'\."):
        load_text("", **{name: "768"})


def test_variables_that_are_no_settings_are_passed_over(load_text: LoadText) -> None:
    assert load_text("", DREAMWINDOW_TEST_CHROMIUM="/x").places == {}
