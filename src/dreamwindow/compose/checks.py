"""What can be found out about a config before anything is started."""

from __future__ import annotations

from dreamwindow import plugins
from dreamwindow.config.root import Config
from dreamwindow.engines import registry

MODES = "dreamwindow.modes"


def check_names(config: Config) -> None:
    """Raise `UnknownName` for an engine or a mode that is not installed."""
    check_mode(config.generation.mode)
    if config.generation.engine not in registry.names():
        raise plugins.unknown_name("engine", config.generation.engine, registry.names())


def check_mode(mode: str) -> None:
    """Raise `UnknownName` for a mode that is not installed."""
    if mode not in plugins.names(MODES):
        raise plugins.unknown_name("mode", mode, plugins.names(MODES))
