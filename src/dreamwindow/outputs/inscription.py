"""What a recorded PNG says about itself: our recipe, and the ``parameters`` text that other galleries read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dreamwindow.errors import InvalidRecipe
from dreamwindow.files import parse_json
from dreamwindow.model.recipe import Recipe

KEYWORD = "dreamwindow"
GALLERY_KEYWORD = "parameters"
SCHEMA = 1


def inscription(recipe: Recipe, session_id: str, frame: int) -> dict[str, str]:
    """Keyword to text, for `encode_png`."""
    about = {"schema": SCHEMA, "session_id": session_id, "frame": frame, "id": recipe.id, "recipe": recipe.to_dict()}
    return {KEYWORD: json.dumps(about), GALLERY_KEYWORD: gallery_text(recipe)}


def read_inscription(text: Mapping[str, str]) -> Recipe | None:
    """The recipe in a PNG's text chunks; ``None`` for a picture that is not ours, or says it wrongly."""
    try:
        return Recipe.from_dict(parse_json(text[KEYWORD])["recipe"])
    except (KeyError, ValueError, TypeError, InvalidRecipe):
        return None


def gallery_text(recipe: Recipe) -> str:
    """Prompt, negative prompt and one line of settings, in the layout of stable-diffusion-webui's PNG info.

    That layout knows whole seeds and no engine without steps: a fractional seed is cut here (`KEYWORD` has all of it),
    and an engine without steps or guidance says 1.
    """
    settings = {
        "Steps": recipe.num_inference_steps or 1,
        "Sampler": recipe.options.get("sampler", recipe.engine),
        "CFG scale": 1 if recipe.guidance_scale is None else f"{recipe.guidance_scale:g}",
        "Seed": int(recipe.seed),
        "Size": f"{recipe.width}x{recipe.height}",
        "Model": recipe.model,
    }
    if recipe.kind == "img2img":
        settings["Denoising strength"] = f"{recipe.strength:g}"
    line = ", ".join(f"{name}: {_quoted(str(value))}" for name, value in settings.items())
    negative = [f"Negative prompt: {recipe.negative_prompt}"] if recipe.negative_prompt else []
    return "\n".join([recipe.prompt, *negative, line])


def _quoted(value: str) -> str:
    """As JSON where a comma, a colon or a line end would break the line apart."""
    return json.dumps(value, ensure_ascii=False) if any(c in value for c in ',:\n"') else value
