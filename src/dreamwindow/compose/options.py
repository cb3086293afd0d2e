"""What the config says to an engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import EngineOptions


def engine_options(loaded: Loaded) -> EngineOptions:
    """What the config says to the engine that it names."""
    generation = loaded.config.generation
    return EngineOptions(model=generation.model, extra=engine_extra(loaded, generation.engine))


def engine_extra(loaded: Loaded, engine: str) -> Mapping[str, Any]:
    """What the config says to this engine alone: for ``comfyui`` its group, and where the server is."""
    if engine != "comfyui":
        return {}
    system, comfyui = loaded.config.system, loaded.config.comfyui.model_dump()
    for kind in ("txt2img", "img2img"):
        if comfyui[kind]["file"] is not None:
            comfyui[kind]["file"] = loaded.folder(comfyui[kind]["file"])
    return {**comfyui, "url": system.comfyui_url, "generation_timeout_s": system.generation_timeout_s}
