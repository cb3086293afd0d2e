"""How torch says that there is no memory."""

from __future__ import annotations

import torch


def out_of_memory(error: RuntimeError) -> bool:
    """Whether this is what torch says when there is no memory: on a processor it has no class of its own."""
    return isinstance(error, torch.OutOfMemoryError) or "not enough memory" in str(error)
