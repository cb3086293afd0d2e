"""Recipes, as the state asks for them."""

from __future__ import annotations

from dataclasses import replace

from dreamwindow.dream.modes import StepPlan
from dreamwindow.dream.planning.state import State
from dreamwindow.model.recipe import ParentId, Recipe, RecipeId


def keyframe_recipe(state: State, plan: StepPlan, *, strength: float) -> Recipe:
    """A keyframe by this plan; ``img2img`` grows from the newest picture."""
    grows = plan.kind == "img2img" and state.newest is not None
    return Recipe(
        engine=state.rules.engine,
        model=state.rules.model,
        kind="img2img" if grows else "txt2img",
        prompt=state.words.prompt,
        negative_prompt=state.words.negative_prompt,
        seed=plan.seed,
        width=state.settings.width,
        height=state.settings.height,
        strength=strength if grows else 1.0,
        num_inference_steps=state.settings.num_inference_steps,
        guidance_scale=state.settings.guidance_scale,
        parents=(state.newest,) if grows and state.newest is not None else (),
    )


def between_recipe(state: State, keyframe: Recipe, t: float) -> Recipe:
    """The in-between at ``t`` on the way from the newest picture to ``keyframe``."""
    first: ParentId = state.newest or RecipeId("")
    options = {} if state.rules.codec == "latent" else {"interpolation": state.rules.codec}
    return replace(keyframe, kind="interpolate", parents=(first, keyframe.id), t=t, strength=1.0, options=options)


def recipe_as_it_is(state: State) -> Recipe:
    """The newest picture itself, at the wanted size."""
    return keyframe_recipe(state, StepPlan(kind="img2img", seed=state.seed), strength=0.0)


def wanted_size(state: State) -> tuple[int, int]:
    """Width and height of the next picture."""
    return state.settings.width, state.settings.height
