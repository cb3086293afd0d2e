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


def list_engines(selected: str | None, info: EngineInfo | None) -> list[EngineListing]:
    """Every installed engine; the ``selected`` one describes itself. Imports their modules: call it off the loop."""
    modes = tuple(plugins.names(MODES))
    found = plugins.inspect([registry.GROUP])
    return [_listing(plugin, modes, info if plugin.name == selected else None) for plugin in found]


def _listing(plugin: plugins.Plugin, modes: tuple[str, ...], info: EngineInfo | None) -> EngineListing:
    why = plugin.error or plugin.missing
    return EngineListing(
        name=plugin.name,
        description=info.description if info else plugin.distribution,
        available=why is None,
        why=why,
        selected=info is not None,
        modes=modes,
        unused=info.unused if info else (),
    )
