from __future__ import annotations

import pytest

from dreamwindow.errors import InvalidPrompt, SettingsRejected
from dreamwindow.model.settings import Settings
from dreamwindow.model.text import MAX_PROMPT_CHARS, clean_prompt


def test_a_change_is_a_new_revision_and_the_old_snapshot_stays() -> None:
    before = Settings()
    after = before.changed(strength=0.25, prompt="  a   lake\n")
    assert (after.revision, after.strength, after.prompt) == (2, 0.25, "a lake")
    assert (before.revision, before.prompt) == (1, None)


def test_the_same_values_are_no_change() -> None:
    settings = Settings(strength=0.5)
    assert settings.changed(strength=0.5) is settings


def test_a_seed_set_again_is_a_change() -> None:
    assert Settings(seed=5).changed(seed=5).revision == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"strength": 1.1}, {"strength": float("nan")}, {"strength": "0.5"}, {"strength": True}, {"seed": 1.5},
        {"seed": -1}, {"num_inference_steps": 0}, {"speed": float("inf")}, {"colour": "red"}, {"strength": None},
        {"revision": 9},
    ],
)  # fmt: skip
def test_one_bad_value_refuses_all(changes: dict[str, object]) -> None:
    settings = Settings()
    with pytest.raises(SettingsRejected):
        settings.changed(prompt="a lake", **changes)
    assert settings == Settings()


def test_a_prompt_is_normalised_and_bounded() -> None:
    assert clean_prompt("cafe\u0301 \x00\u202fnoir\t!") == "café noir !"
    with pytest.raises(InvalidPrompt, match="is empty"):
        clean_prompt(" \x00\n ")
    with pytest.raises(InvalidPrompt, match="2,000"):
        clean_prompt("x" * (MAX_PROMPT_CHARS + 1))
    with pytest.raises(InvalidPrompt, match="10,000,000"):
        clean_prompt("x" * 10_000_000)
