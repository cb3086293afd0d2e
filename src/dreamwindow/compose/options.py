"""What the config says to an engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import EngineOptions


def engine_options(loaded: Loaded, name: str | None = None) -> EngineOptions:
    """What the config says to engine ``name``; to the one that it names without. ``model`` is meant for that one."""
    generation = loaded.config.generation
    meant = name in (None, generation.engine)
    extra = engine_extra(loaded, name or generation.engine)
    return EngineOptions(model=generation.model if meant else None, extra=extra)


def engine_extra(loaded: Loaded, engine: str) -> Mapping[str, Any]:
    """What the config says to this engine alone: for ``comfyui`` its group, and where the server is."""
    if engine != "comfyui":
        return {}
    system, comfyui = loaded.config.system, loaded.config.comfyui.model_dump()
    for kind in ("txt2img", "img2img"):
        if comfyui[kind]["file"] is not None:
            comfyui[kind]["file"] = loaded.folder(comfyui[kind]["file"])
    return {**comfyui, "url": system.comfyui_url, "generation_timeout_s": system.generation_timeout_s}
