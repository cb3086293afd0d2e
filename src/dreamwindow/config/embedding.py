"""How pictures are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from dreamwindow.config.group import Group


class EmbeddingConfig(Group):
    """What the dream's memory, taste and the library's likeness go by. What another has seen is seen anew."""

    name: str = "descriptor"
    """`descriptor`: colours, layout and texture, with nothing to install. `clip`: what is in a picture, and the library
    finds pictures by words for it; needs `dreamwindow[clip]` and 0.6 GB of weights: docs/models.md."""
    model: Path | None = None
    """A folder with the embedder's weights; null is where `dreamwindow models fetch clip` places them."""
    device: str = "auto"
    """Where `clip` computes: `auto`, `cpu`, `cuda`, `cuda:1` or `mps`."""
    idle_s: Annotated[float, Field(ge=1)] | None = 600.0
    """After so many seconds without use `clip` gives back its memory, which takes seconds to have again when it is
    needed; null keeps it. It is given back at once whenever the dream is held back, for a game say."""
