"""Which source goes with a place."""

from __future__ import annotations

from dreamwindow import plugins
from dreamwindow.contracts.source import MakeSource, SourceOptions

GROUP = "dreamwindow.sources"


def kind_of(options: SourceOptions) -> str:
    """``folder`` for a folder, else ``video``, which reads files and addresses. Blocks."""
    return "folder" if (options.base_dir / options.place).is_dir() else "video"


def maker(kind: str) -> MakeSource:
    """What makes sources of this kind. Raises `UnknownName`."""
    make: MakeSource = plugins.load(GROUP, kind)
    return make
