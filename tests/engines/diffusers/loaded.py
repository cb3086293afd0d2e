"""A tiny model, loaded, without an engine around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.diffusers.device import find_place
from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.model.recipe import ImageId, Recipe

FOREIGN = ImageId("image:" + "0" * 64)


def pipeline(folder: Path, **extra: Any) -> Pipeline:
    """The model in ``folder``."""
    settings = EngineSettings.of(EngineOptions(model=str(folder), extra=extra))
    return Pipeline.load(settings, find_place("cpu", "auto"))


def recipe(**changes: Any) -> Recipe:
    """Of a small picture from words."""
    said: dict[str, Any] = {
        "engine": "diffusers",
        "model": "tiny",
        "kind": "txt2img",
        "prompt": "a lake",
        "seed": 3,
        "width": 64,
        "height": 64,
    }
    return Recipe(**said | changes)


def grown(**changes: Any) -> Recipe:
    """Of a small picture that grows from another."""
    return recipe(**{"kind": "img2img", "parents": (FOREIGN,), "strength": 0.5} | changes)


def unheard(fraction: float) -> None:
    """A checkpoint that lets everything pass."""
