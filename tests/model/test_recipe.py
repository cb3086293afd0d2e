from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.recipe import Recipe, RecipeId

LAKE = Recipe(engine="procedural", model="m", kind="txt2img", prompt="a lake", seed=7.25, width=512, height=256)
PARENT = RecipeId("recipe:" + "0" * 32)


@given(prompt=st.text(max_size=40), seed=st.floats(allow_nan=False, allow_infinity=False), strength=st.floats(0, 1))
def test_a_recipe_survives_json_bit_for_bit(prompt: str, seed: float, strength: float) -> None:
    recipe = replace(LAKE, kind="img2img", parents=(PARENT,), prompt=prompt, seed=seed, strength=strength)
    again = Recipe.from_dict(json.loads(json.dumps(recipe.to_dict())))
    assert again == recipe
    assert again.id == recipe.id


@pytest.mark.parametrize("change", [{"prompt": "a Lake"}, {"seed": 7.250000000000001}, {"width": 520}])
def test_any_change_gives_another_name(change: dict[str, object]) -> None:
    assert replace(LAKE, **change).id != LAKE.id  # type: ignore[arg-type]


def test_a_whole_seed_is_the_same_seed_however_it_is_written() -> None:
    assert Recipe.from_dict(LAKE.to_dict() | {"seed": 7}).id == replace(LAKE, seed=7.0).id


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "video"}, "kind 'video'"),
        ({"kind": "img2img"}, "img2img grows from 1 parents, not 0"),
        ({"seed": float("nan")}, "seed nan"),
        ({"strength": 1.5}, "strength 1.5"),
        ({"t": 0.5}, "t 0.5 does not fit txt2img"),
        ({"width": 0}, "size 0x256"),
    ],
)
def test_parts_that_do_not_fit_are_refused_by_name(change: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidRecipe, match=says):
        replace(LAKE, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"colour": "red"}, "Unknown field 'colour'"),
        ({"width": "512"}, "width '512'"),
        ({"width": True}, "width True"),
        ({"parents": ["file:/etc/passwd"]}, "neither recipe:… nor image:…"),
    ],
)
def test_a_recipe_from_elsewhere_is_checked(change: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidRecipe, match=says):
        Recipe.from_dict(LAKE.to_dict() | change)
