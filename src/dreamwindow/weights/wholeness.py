"""Whether a file of weights is all there, without reading it: a safetensors file says in its head how long it is."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from pathlib import Path

MAX_HEAD = 100_000_000
"""As the format's own reader has it."""


def broken_safetensors(paths: Iterable[Path]) -> Path | None:
    """The first safetensors file among ``paths`` that is not whole."""
    return next((path for path in paths if path.suffix == ".safetensors" and not is_whole(path)), None)


def is_whole(path: Path) -> bool:
    """Whether a safetensors file has exactly the length that its head asks for. Raises nothing.

    The head: 8 bytes little-endian, the length of the JSON that follows, in which each tensor has ``data_offsets``
    into the rest (https://github.com/huggingface/safetensors#format).
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > MAX_HEAD:
                return False
            tensors = json.loads(file.read(length))
        ends = [tensor["data_offsets"][1] for name, tensor in tensors.items() if name != "__metadata__"]
        return bool(path.stat().st_size == 8 + length + max(ends, default=0))
    except (OSError, struct.error, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return False
