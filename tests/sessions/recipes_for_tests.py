"""Recipes that grow out of each other."""

from __future__ import annotations

from dreamwindow.model.recipe import Recipe
from dreamwindow.sessions.recipes import RecipeRecord


def first(seed: float = 1.0) -> Recipe:
    return Recipe(engine="toy", model="toy", kind="txt2img", prompt="misty forest", seed=seed, width=64, height=64)


def grown(parent: Recipe, seed: float = 2.0) -> Recipe:
    return Recipe(
        engine="toy", model="toy", kind="img2img", prompt="misty forest", seed=seed, width=64, height=64,
        strength=0.4, parents=(parent.id,),
    )  # fmt: skip


def between(a: Recipe, b: Recipe, t: float = 0.5) -> Recipe:
    return Recipe(
        engine="toy", model="toy", kind="interpolate", prompt="misty forest", seed=0, width=64, height=64,
        parents=(a.id, b.id), t=t,
    )  # fmt: skip


def recorded(recipe: Recipe, frame: int) -> RecipeRecord:
    return RecipeRecord(
        id=recipe.id, frame=frame, file=f"{frame:06d}.png", pixels_sha256=f"{frame:064x}", recipe=recipe
    )
