"""What engines there are, for who wants to choose."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow import plugins
from dreamwindow.compose.checks import MODES
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.engines import registry


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineListing:
    """One engine: ``why`` says what keeps it from being available; ``unused`` are settings that mean nothing to it."""

    name: str
    description: str
    available: bool
    why: str | None
    selected: bool
    modes: tuple[str, ...]
    unused: tuple[str, ...]


def list_engines(selected: EngineInfo | None) -> list[EngineListing]:
    """Every installed engine; the one in use describes itself. Imports their modules: call it off the event loop."""
    modes = tuple(plugins.names(MODES))
    return [_listing(plugin, modes, selected) for plugin in plugins.inspect([registry.GROUP])]


def _listing(plugin: plugins.Plugin, modes: tuple[str, ...], selected: EngineInfo | None) -> EngineListing:
    info = selected if selected is not None and selected.name == plugin.name else None
    return EngineListing(
        name=plugin.name,
        description=info.description if info else plugin.distribution,
        available=plugin.error is None,
        why=plugin.error,
        selected=info is not None,
        modes=modes,
        unused=info.unused if info else (),
    )
