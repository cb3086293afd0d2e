"""InvokeAI: ``invokeai_metadata`` (3 and later), ``sd-metadata`` (2), as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dreamwindow.sessions.foreign.facts import Facts, seed_text, tidy


def facts(said: Mapping[str, Any]) -> Facts:
    """Of ``invokeai_metadata``."""
    known = {"positive_prompt", "negative_prompt", "seed", "model"}
    return Facts(
        maker="invokeai",
        prompt=tidy(said.get("positive_prompt")),
        negative_prompt=tidy(said.get("negative_prompt")),
        seed=seed_text(said.get("seed")),
        model=_model(said.get("model")),
        more={
            name: value for name, value in said.items() if name not in known and isinstance(value, (str, int, float))
        },
    )


def older_facts(said: Mapping[str, Any]) -> Facts:
    """Of ``sd-metadata``: the prompt is a string, or a list of weighted ones."""
    image = said.get("image")
    if not isinstance(image, dict):
        return Facts(maker="invokeai", model=_model(said.get("model_weights")))
    prompts = image.get("prompt")
    if isinstance(prompts, list):
        prompts = " ".join(str(one.get("prompt", "")) for one in prompts if isinstance(one, dict))
    return Facts(
        maker="invokeai",
        prompt=tidy(prompts),
        seed=seed_text(image.get("seed")),
        model=_model(said.get("model_weights")),
        more={name: value for name, value in image.items() if name in ("steps", "cfg_scale", "sampler")},
    )


def _model(said: object) -> str | None:
    """A name, or an object that holds it under a key that changed with the versions."""
    if isinstance(said, dict):
        said = said.get("name") or said.get("model_name") or said.get("key")
    return tidy(said) or None
