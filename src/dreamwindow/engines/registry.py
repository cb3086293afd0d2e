"""Names to engines: built-ins are found through the same entry points as plugins."""

from __future__ import annotations

from typing import cast

from dreamwindow import plugins
from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions

GROUP = "dreamwindow.engines"
DEFAULT = "procedural"


def names() -> list[str]:
    """Every engine that is installed, whether it works here or not."""
    return plugins.names(GROUP)


def create(name: str, options: EngineOptions) -> Engine:
    """An engine that is not loaded yet. Raises `UnknownName`, or what the factory raises for bad options."""
    factory = cast(EngineFactory, plugins.load(GROUP, name))
    return factory(options)
