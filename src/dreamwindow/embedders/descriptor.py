"""The descriptor among the embedders: no weights, nothing to choose."""

from __future__ import annotations

from dreamwindow.contracts.embedder import EmbedderOptions
from dreamwindow.imaging.descriptor import Descriptor


def create(options: EmbedderOptions) -> Descriptor:
    """The `EmbedderPlugin`. It has no model and needs no device."""
    return Descriptor()
