"""ComfyUI as an engine: a running server makes the pictures, by graphs that are built here."""

from __future__ import annotations

from dreamwindow.contracts.engine import Engine, EngineOptions


def create(options: EngineOptions) -> Engine:
    """The entry point. Raises `UnknownName` or `ConfigError` for what can be seen before the server is asked."""
    from dreamwindow.engines.comfyui.engine import ComfyUIEngine  # httpx and websockets are loaded when needed
    from dreamwindow.engines.comfyui.settings import EngineSettings

    return ComfyUIEngine(EngineSettings.of(options))
