"""Diffusers as an engine: Stable Diffusion, SDXL, their turbo kin and Flux, in a process of its own.

Only this room imports torch, and only in that process: see docs/decisions/130.
"""

from __future__ import annotations

import os

from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.engines.diffusers.extras import FOR_LORAS, check_compiler, check_installed
from dreamwindow.engines.worker import HostedEngine, is_hosted

__all__ = ["check_installed", "create"]


def create(options: EngineOptions) -> Engine:
    """The entry point. Raises `MissingExtra`, or `ConfigError` for what can be seen before anything is loaded."""
    from dreamwindow.engines.diffusers.settings import EngineSettings

    check_installed()
    settings = EngineSettings.of(options)
    if settings.loras:
        check_installed(FOR_LORAS)
    if settings.compile:
        check_compiler()
    if not is_hosted():
        return HostedEngine(create, options)
    for library in ("TRANSFORMERS", "DIFFUSERS"):  # what they say while they are loaded is for who writes models
        os.environ.setdefault(f"{library}_VERBOSITY", "error")
    os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is fetched by itself: in this process nothing can be
    from dreamwindow.engines.diffusers.engine import DiffusersEngine  # torch is loaded here, and nowhere before

    return DiffusersEngine(settings)
