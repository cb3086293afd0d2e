"""Names to embedders: built-ins are found through the same entry points as plugins."""

from __future__ import annotations

from typing import cast

from dreamwindow import plugins
from dreamwindow.contracts.embedder import Embedder, EmbedderOptions, EmbedderPlugin

GROUP = "dreamwindow.embedders"
DEFAULT = "descriptor"


def names() -> list[str]:
    """Every embedder that is installed, whether it works here or not."""
    return plugins.names(GROUP)


def create(name: str, options: EmbedderOptions) -> Embedder:
    """An embedder, not loaded yet. Raises `UnknownName`, and `MissingExtra` or `MissingWeights` if it cannot be."""
    return cast(EmbedderPlugin, plugins.load(GROUP, name))(options)
