"""A little of each file of a model: tells weights apart by their content, where all of it would take seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_SAMPLE = 1 << 16


def sample(path: Path, take: Callable[[bytes], None]) -> None:
    """Give ``take`` its length, beginning, middle and end, 64 KiB each: heads alone are alike in kin. Blocks."""
    size = path.stat().st_size
    take(str(size).encode())
    with path.open("rb") as file:
        for place in (0, size // 2, max(0, size - _SAMPLE)):
            file.seek(place)
            take(file.read(_SAMPLE))
