"""Records: what the hub said of the files that we fetched, beside them."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from dreamwindow.weights.hub import HubFile

_FILES = TypeAdapter(tuple[HubFile, ...])


def recorded(path: Path) -> tuple[HubFile, ...]:
    """What we fetched; nothing where another program did."""
    try:
        return _FILES.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return ()
