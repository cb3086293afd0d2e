"""What the config says to an engine, and where it has it work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine


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


def make_engine(loaded: Loaded, name: str) -> Engine:
    """Engine ``name``, not loaded yet: in a process of its own, which alone imports it, if the config says so. Blocks.

    Raises `UnknownName`, or what the engine's factory raises for bad options.
    """
    options = engine_options(loaded, name)
    if loaded.config.generation.process == "own":
        return HostedEngine(partial(registry.create, name), options)
    return registry.create(name, options)
