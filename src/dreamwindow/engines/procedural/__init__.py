"""The embedded engine: moods and landscapes from noise and words. No weights, no GPU, deterministic."""

from __future__ import annotations

from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.errors import UnknownName


def create(options: EngineOptions) -> Engine:
    """The entry point. Raises `UnknownName` for a model that is not ours."""
    from dreamwindow.engines.procedural.engine import (
        MODEL,
        NAME,
        ProceduralEngine,
    )  # OpenCV is loaded when it is needed

    if options.model not in (None, NAME, MODEL):
        raise UnknownName(f"The procedural engine has no model {options.model!r}.", f"Models: {MODEL}.")
    return ProceduralEngine()
