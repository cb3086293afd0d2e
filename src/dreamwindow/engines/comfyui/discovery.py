"""Before the first prompt: what the server is, what it has, and whether what we would ask of it can work there."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.engines.comfyui.answers import SystemStats
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.checking import problems
from dreamwindow.engines.comfyui.client import ComfyUIClient
from dreamwindow.engines.comfyui.graph import Graph
from dreamwindow.engines.comfyui.latents import BATCH
from dreamwindow.engines.comfyui.settings import EngineSettings
from dreamwindow.engines.comfyui.workflows.base import BaseWorkflowBuilder
from dreamwindow.errors import ConfigError
from dreamwindow.model.recipe import Recipe

_log = logging.getLogger(__name__)
NAME = "comfyui"
_SIDE = 512


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, and who builds the graphs."""

    info: EngineInfo
    builder: BaseWorkflowBuilder
    catalogue: Catalogue


async def discover(client: ComfyUIClient, settings: EngineSettings) -> Discovery:
    """Ask the server. Raises `EngineUnavailable`, `ConfigError` or `UnknownName`, each with what to do."""
    stats = await client.get_system_stats()
    catalogue = await client.object_info(*settings.builder.asks_for(settings.options))
    builder = settings.builder(catalogue, settings.options)
    check(builder, catalogue, stats)
    info = _info(settings, builder, stats)
    _log.info("ComfyUI %s at %s: %s on %s", stats.version, settings.address, info.model, info.device)
    return Discovery(info, builder, catalogue)


def check(builder: BaseWorkflowBuilder, catalogue: Catalogue, stats: SystemStats) -> None:
    """Raise `ConfigError` if the server would refuse the graph of a picture."""
    found = problems(_sample(builder), catalogue)
    if found:
        more = f" And {len(found) - 2} more." if len(found) > 2 else ""
        raise ConfigError(
            f"ComfyUI {stats.version} cannot run this workflow: {' '.join(found[:2])}{more}",
            "Update ComfyUI, or install what is missing there.",
        )


def _sample(builder: BaseWorkflowBuilder) -> Graph:
    recipe = Recipe(engine=NAME, model="", kind="txt2img", prompt="", seed=0, width=_SIDE, height=_SIDE)
    return builder.build_txt2img(recipe).graph


def _info(settings: EngineSettings, builder: BaseWorkflowBuilder, stats: SystemStats) -> EngineInfo:
    multiple = builder.size_multiple
    return EngineInfo(
        name=NAME,
        model=f"{settings.model}:{builder.file}",
        description=f"ComfyUI at {settings.address}.",
        device=stats.devices[0].name if stats.devices else "unknown",
        size_multiple=multiple,
        min_side=max(64, multiple),
        decode_batch=BATCH,
        unused=builder.unused,
        versions={"comfyui": stats.version, "pytorch": stats.pytorch_version},
    )
