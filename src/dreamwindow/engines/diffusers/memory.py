"""How torch says that there is no memory."""

from __future__ import annotations

import torch

_SAID = ("not enough memory", "out of memory", "ALLOC_FAILED")
"""A processor, Apple's GPUs, CUDA's driver and its libraries: none of them has torch's class for it."""


def out_of_memory(error: RuntimeError) -> bool:
    """Whether this is what torch says when there is no memory."""
    return isinstance(error, torch.OutOfMemoryError) or any(words in str(error) for words in _SAID)
