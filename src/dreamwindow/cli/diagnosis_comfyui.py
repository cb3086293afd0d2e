"""What ``dreamwindow doctor --comfyui URL`` tries: the server, what it has, and one picture."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dreamwindow import plugins
from dreamwindow.cli.diagnosis import Finding, wrong
from dreamwindow.compose.options import engine_extra
from dreamwindow.config.load import load
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.comfyui.answers import Device
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.client import ComfyUIClient
from dreamwindow.engines.comfyui.engine import ComfyUIEngine
from dreamwindow.engines.comfyui.settings import DEFAULT_MODEL, OWN_MODEL, WORKFLOWS, EngineSettings
from dreamwindow.engines.comfyui.workflows.base import ENDS
from dreamwindow.errors import DreamWindowError, UserError
from dreamwindow.model.recipe import Recipe

NAME = "comfyui"


async def diagnose_comfyui(url: str, config_file: Path | None) -> list[Finding]:
    """Try it, in the order in which a dream needs it. Leaves nothing on the server but a picture in its memory."""
    try:
        loaded = load(config_file)
        extra = {**engine_extra(loaded, NAME), "url": url}
        generation = loaded.config.generation
        ours = generation.engine == NAME
        settings = EngineSettings.of(EngineOptions(model=generation.model if ours else None, extra=extra))
    except DreamWindowError as error:
        return [wrong("the settings", error)]
    found: list[Finding] = []
    try:
        async with ComfyUIClient(settings.address) as client:
            await _server(client, found)
            usable = await _models(client, extra, found)
    except DreamWindowError as error:
        return [*found, wrong(f"ComfyUI at {settings.address}", error)]
    if not ours and settings.model not in usable and usable:
        settings = EngineSettings.of(EngineOptions(model=usable[0], extra=extra))
    return [*found, await _picture(settings, generation.width, generation.height)]


async def _server(client: ComfyUIClient, found: list[Finding]) -> None:
    stats = await client.get_system_stats()
    versions = f"version {stats.version}, PyTorch {stats.pytorch_version}, Python {stats.python_version}"
    found.append(Finding(f"ComfyUI at {client.address}", True, versions))
    found += [Finding("its device", True, _device(device)) for device in stats.devices]
    await client.connect()
    queue = await client.get_queue()
    waiting = len(queue.running) + len(queue.pending)
    found.append(Finding("its WebSocket", True, f"open; {waiting} prompts run or wait" if waiting else "open"))


def _device(device: Device) -> str:
    return f"{device.name}, {device.vram_free / 1e9:.1f} of {device.vram_total / 1e9:.1f} GB free"


async def _models(client: ComfyUIClient, extra: Mapping[str, Any], found: list[Finding]) -> list[str]:
    """The kinds of models that could be used. One that cannot is no fault, unless there is none that can."""
    said: dict[str, str] = {}
    usable: list[str] = []
    for model in plugins.names(WORKFLOWS):
        if model == OWN_MODEL and not (extra.get("txt2img") or {}).get("file"):
            continue
        try:
            settings = EngineSettings.of(EngineOptions(model=model, extra=extra))
        except UserError as error:  # a broken plugin
            said[model] = f"no: {error.message}"
            continue
        asked = settings.builder.asks_for(settings.options)
        catalogue = await client.object_info(*asked)
        found += _nodes(model, asked, catalogue)
        try:
            said[model] = settings.builder(catalogue, settings.options).file
            usable.append(model)
        except UserError as error:
            said[model] = f"no: {error.message}"
    remedy = "" if usable else "Put a model's file on the server; the guide says which, and where."
    found.append(Finding("its models", bool(usable), "; ".join(f"{m}: {s}" for m, s in said.items()), remedy))
    return sorted(usable, key=lambda model: model != DEFAULT_MODEL)


def _nodes(model: str, asked: Collection[str], catalogue: Catalogue) -> Iterator[Finding]:
    """What is missing; of the nodes that give pictures one is enough."""
    there = set(catalogue.classes)
    missing = set(asked) - there - (set(ENDS) if there & set(ENDS) else set())
    if missing:
        yield Finding(f"nodes for {model}", False, f"without {', '.join(sorted(missing))}", "Update ComfyUI.")


async def _picture(settings: EngineSettings, width: int, height: int) -> Finding:
    what = f"a picture by {settings.model}"
    began = time.perf_counter()
    try:
        async with ComfyUIEngine(replace(settings, timeout_s=max(600.0, settings.timeout_s))) as engine:
            recipe = Recipe(
                engine=NAME, model=engine.info.model, kind="txt2img", prompt="a lake at dawn", seed=1.0,
                width=width, height=height,
            )  # fmt: skip
            await engine.generate(recipe)
            loaded = time.perf_counter()
            await engine.generate(replace(recipe, seed=2.0))
            again = time.perf_counter()
    except DreamWindowError as error:
        return wrong(what, error)
    first_s, next_s = loaded - began, again - loaded
    return Finding(what, True, f"{width}x{height} in {next_s:.2f} s, the first in {first_s:.2f} s with loading")
