"""Defaults under the file under the environment under the flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.config.load import load
from tests.config.conftest import LoadText

WIDTH = ("generation", "width")


def test_without_any_source_the_defaults(workspace: Path) -> None:
    loaded = load(environ={})
    assert (loaded.config.generation.width, loaded.config.generation.engine) == (512, "procedural")
    assert (loaded.path, loaded.places) == (None, {})
    assert loaded.folder(loaded.config.system.output_dir) == workspace / "output"


def test_the_file_over_the_defaults(load_text: LoadText) -> None:
    loaded = load_text("generation:\n  width: 128\n")
    assert (loaded.config.generation.width, loaded.config.generation.height) == (128, 512)
    assert loaded.places[WIDTH] == "dreamwindow.yaml line 2"


def test_the_environment_over_the_file(load_text: LoadText) -> None:
    loaded = load_text("generation:\n  width: 128\n  height: 128\n", DREAMWINDOW_GENERATION__WIDTH="256")
    assert (loaded.config.generation.width, loaded.config.generation.height) == (256, 128)
    assert loaded.places[WIDTH] == "$DREAMWINDOW_GENERATION__WIDTH"


def test_flags_over_the_environment(load_text: LoadText) -> None:
    loaded = load_text("generation: {width: 128}", {WIDTH: ("--size", 64)}, DREAMWINDOW_GENERATION__WIDTH="256")
    assert loaded.config.generation.width == 64
    assert loaded.places[WIDTH] == "--size"


def test_a_flag_that_was_not_given_changes_nothing(load_text: LoadText) -> None:
    loaded = load_text("generation: {width: 128}", {WIDTH: ("--size", None)})
    assert loaded.config.generation.width == 128
    assert loaded.places[WIDTH] == "dreamwindow.yaml line 1"


def test_a_profile_is_under_what_is_said(load_text: LoadText) -> None:
    loaded = load_text("profile: rainmeter\ngeneration:\n  height: 640\n")
    assert (loaded.config.generation.width, loaded.config.generation.height) == (256, 640)


def test_a_profile_from_the_environment(load_text: LoadText) -> None:
    loaded = load_text("", DREAMWINDOW_PROFILE="rainmeter")
    assert (loaded.config.generation.width, loaded.config.generation.height) == (256, 512)


def test_other_variables_are_not_ours(load_text: LoadText) -> None:
    assert load_text("", DREAMWINDOW_TEST_CHROMIUM="x", OTHER__THING="y").places == {}


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "---\n", "generation:\n", "server:\n  limits:\n", "\ufeffprofile: default"]
)
def test_an_empty_file_says_nothing(text: str, load_text: LoadText) -> None:
    assert load_text(text).config == load(environ={}, cwd=Path("/")).config


def test_a_theme_is_a_text_or_a_group(load_text: LoadText) -> None:
    themes = load_text("prompts:\n  base_themes:\n    - a lake\n    - {prompt: embers, negative_prompt: blue}\n")
    first, second = themes.config.prompts.base_themes
    assert (first.prompt, first.negative_prompt, second.prompt, second.negative_prompt) == (
        "a lake", None, "embers", "blue",
    )  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), [("ALL", "all"), ("every:07", "every:7"), (" none ", "none")])
def test_what_to_record_is_read_with_patience(text: str, kept: str, load_text: LoadText) -> None:
    assert load_text(f"recording: {{record: '{text}'}}").config.recording.record == kept


def test_the_file_named_first_is_taken(workspace: Path) -> None:
    for name, width in (("a.yaml", 64), ("b.yaml", 72), ("dreamwindow.yaml", 80)):
        (workspace / name).write_text(f"generation: {{width: {width}}}")
    variable = {"DREAMWINDOW_CONFIG": "b.yaml"}
    assert load(Path("a.yaml"), environ=variable).config.generation.width == 64
    assert load(environ=variable).config.generation.width == 72
    assert load(environ={}).config.generation.width == 80


def test_the_users_config_folder_comes_last(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace.parent / "settings"
    folder.mkdir()
    (folder / "dreamwindow.yaml").write_text("generation: {width: 64}")
    monkeypatch.setattr("dreamwindow.config.sources.user_config_path", lambda *_, **__: folder)
    loaded = load(environ={})
    assert loaded.config.generation.width == 64
    assert loaded.folder(Path("output")) == folder / "output"


def test_folders_lie_beside_the_file(workspace: Path) -> None:
    (workspace / "sub").mkdir()
    (workspace / "sub" / "my.yaml").write_text("system: {log_dir: ../logs}")
    loaded = load(Path("sub/my.yaml"), environ={})
    assert loaded.folder(loaded.config.system.output_dir) == workspace / "sub" / "output"
    assert loaded.folder(loaded.config.system.log_dir) == workspace / "logs"
