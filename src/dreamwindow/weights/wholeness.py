"""What the head of a safetensors file says, without the weights being read: its tensors, and whether all is there."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

MAX_HEAD = 100_000_000
"""As the format's own reader has it."""
Shape: TypeAlias = tuple[int, ...]
_WRONG = (OSError, struct.error, ValueError, KeyError, TypeError, IndexError, AttributeError)


def broken_safetensors(paths: Iterable[Path]) -> Path | None:
    """The first safetensors file among ``paths`` that is not whole."""
    return next((path for path in paths if path.suffix == ".safetensors" and not is_whole(path)), None)


def is_whole(path: Path) -> bool:
    """Whether a safetensors file has exactly the length that its head asks for. Raises nothing."""
    try:
        length, tensors = _head(path)
        ends = [tensor["data_offsets"][1] for tensor in tensors.values()]
        return bool(path.stat().st_size == 8 + length + max(ends, default=0))
    except _WRONG:
        return False


def shapes_in(path: Path) -> dict[str, Shape]:
    """The tensors of a safetensors file by name; none where it has no head that can be read. Raises nothing."""
    try:
        return {name: tuple(tensor["shape"]) for name, tensor in _head(path)[1].items()}
    except _WRONG:
        return {}


def _head(path: Path) -> tuple[int, dict[str, Any]]:
    """Its length in bytes, and its tensors.

    It is 8 bytes little-endian, the length of the JSON that follows, in which each tensor has ``data_offsets`` into the
    rest (https://github.com/huggingface/safetensors#format).
    """
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > MAX_HEAD:
            raise ValueError(f"a head of {length} bytes")
        tensors = json.loads(file.read(length))
    return length, {name: tensor for name, tensor in tensors.items() if name != "__metadata__"}
