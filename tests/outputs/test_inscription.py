from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.inscription import gallery_text, inscription
from tests.sessions.recipes_for_tests import first, grown


def test_our_text_holds_the_whole_recipe() -> None:
    recipe = replace(first(12.25), prompt="forêt ✨")
    about = json.loads(inscription(recipe, "20261121_073000-x", 7)["dreamwindow"])
    assert (about["schema"], about["session_id"], about["frame"], about["id"]) == (1, "20261121_073000-x", 7, recipe.id)
    assert Recipe.from_dict(about["recipe"]) == recipe


def test_galleries_get_the_layout_they_know() -> None:
    recipe = replace(
        first(12.25), negative_prompt="people", num_inference_steps=20, guidance_scale=7.5, options={"sampler": "euler"}
    )
    assert gallery_text(recipe) == (
        "misty forest\n"
        "Negative prompt: people\n"
        "Steps: 20, Sampler: euler, CFG scale: 7.5, Seed: 12, Size: 64x64, Model: toy"
    )


def test_an_engine_without_steps_says_one_and_no_negative_is_no_line() -> None:
    assert gallery_text(grown(first())) == (
        "misty forest\nSteps: 1, Sampler: toy, CFG scale: 1, Seed: 2, Size: 64x64, Model: toy, Denoising strength: 0.4"
    )


@pytest.mark.parametrize("model", ["a, b", "a: b", 'a "b"'])
def test_a_name_that_would_break_the_line_is_quoted(model: str) -> None:
    line = gallery_text(replace(first(), model=model)).splitlines()[-1]
    assert json.loads(line.split("Model: ", 1)[1]) == model
