"""Which generator's words these are, and what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dreamwindow.sessions.foreign import a1111, comfyui, invokeai
from dreamwindow.sessions.foreign.facts import NO_FACTS, Facts, seed_text, tidy

OURS = "dreamwindow"


def facts_of(text: Mapping[str, str]) -> Facts:
    """Of a picture's words by keyword, see `read_head`; `NO_FACTS` where nothing is understood. Never raises."""
    if (ours := _json(text.get(OURS))) is not None and isinstance(ours.get("recipe"), dict):
        return _of_recipe(ours["recipe"])
    if (said := _json(text.get("invokeai_metadata"))) is not None:
        return invokeai.facts(said)
    if (said := _json(text.get("sd-metadata"))) is not None:
        return invokeai.older_facts(said)
    if parameters := text.get("parameters") or text.get("comment"):
        return a1111.facts(parameters)
    for graph in (text.get("prompt"), text.get("model", "").removeprefix("prompt:")):
        if (said := _json(graph)) is not None:
            return comfyui.facts(said)
    return NO_FACTS


def _of_recipe(recipe: Mapping[str, Any]) -> Facts:
    known = {"prompt", "negative_prompt", "seed", "model"}
    return Facts(
        maker="dreamwindow",
        prompt=tidy(recipe.get("prompt")),
        negative_prompt=tidy(recipe.get("negative_prompt")),
        seed=seed_text(recipe.get("seed")),
        model=tidy(recipe.get("model")) or None,
        more={name: value for name, value in recipe.items() if name not in known and value is not None},
    )


def _json(text: str | None) -> dict[str, Any] | None:
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
