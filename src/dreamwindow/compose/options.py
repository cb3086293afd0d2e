"""What the config says to an engine, and where it has it work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.weights.known import KNOWN

_NAMES = frozenset(model.name for model in KNOWN)


def engine_options(loaded: Loaded, name: str | None = None) -> EngineOptions:
    """What the config says to engine ``name``; to the one that it names without. ``model`` is meant for that one."""
    generation = loaded.config.generation
    meant = name in (None, generation.engine)
    extra = engine_extra(loaded, name or generation.engine)
    return EngineOptions(model=_model(loaded) if meant else None, extra=extra)


def _model(loaded: Loaded) -> str | None:
    """A model's folder or file is found beside the config file, too, unless a known name is meant."""
    said = loaded.config.generation.model
    if said is None or loaded.config.generation.engine != "diffusers" or said.lower() in _NAMES:
        return said
    beside = loaded.folder(Path(said))
    return str(beside) if beside.exists() else said


def engine_extra(loaded: Loaded, engine: str) -> Mapping[str, Any]:
    """What the config says to this engine alone: its group, with files found beside the config file."""
    if engine == "comfyui":
        return _comfyui(loaded)
    return _diffusers(loaded) if engine == "diffusers" else {}


def _comfyui(loaded: Loaded) -> Mapping[str, Any]:
    system, comfyui = loaded.config.system, loaded.config.comfyui.model_dump()
    for kind in ("txt2img", "img2img"):
        if comfyui[kind]["file"] is not None:
            comfyui[kind]["file"] = loaded.folder(comfyui[kind]["file"])
    return {**comfyui, "url": system.comfyui_url, "generation_timeout_s": system.generation_timeout_s}


def _diffusers(loaded: Loaded) -> Mapping[str, Any]:
    said, gpu = loaded.config.diffusers.model_dump(), loaded.config.system.gpu
    for name in ("vae", "parts"):
        if said[name] is not None:
            said[name] = _part(loaded, said[name])
    said["loras"] = [{**lora, "file": _part(loaded, lora["file"])} for lora in said["loras"]]
    if said["device"] == "auto" and gpu is not None and gpu.lower().startswith("gpu-"):
        said["device"] = gpu  # an index would be the driver's, not CUDA's
    return said


def _part(loaded: Loaded, said: Path) -> Path:
    """Beside the config file; a known name (`taesd`) stays one where nothing beside it is called so."""
    beside = loaded.folder(said)
    return said if str(said).lower() in _NAMES and not beside.exists() else beside


def make_engine(loaded: Loaded, name: str) -> Engine:
    """Engine ``name``, not loaded yet: in a process of its own, which alone imports it, if the config says so. Blocks.

    Raises `UnknownName`, or what the engine's factory raises for bad options.
    """
    return placed_engine(loaded.config.generation.process, name, engine_options(loaded, name))


def placed_engine(process: Literal["shared", "own"], name: str, options: EngineOptions) -> Engine:
    """The same, for who knows the options. One that brings a process of its own has but that one."""
    if process == "own":
        return HostedEngine(partial(registry.create, name), options)
    return registry.create(name, options)
