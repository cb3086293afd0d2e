"""How torch says that there is no memory, or that the device is lost."""

from __future__ import annotations

import logging

import torch

_log = logging.getLogger(__name__)
_SAID = ("not enough memory", "out of memory", "ALLOC_FAILED")
"""A processor, Apple's GPUs, CUDA's driver and its libraries: none of them has torch's class for it."""


def out_of_memory(error: RuntimeError) -> bool:
    """Whether this is what torch says when there is no memory."""
    return isinstance(error, torch.OutOfMemoryError) or any(words in str(error) for words in _SAID)


_LOST = (
    "illegal memory access", "unspecified launch failure", "device-side assert", "launch timed out",
    "misaligned address", "illegal instruction", "hardware stack error", "uncorrectable ECC",
    "CUDA error: unknown error",
)  # fmt: skip
"""After each of these CUDA answers nothing else in this process (the driver calls them sticky)."""


class DeviceLost(SystemExit):
    """Ends the process, which is the only remedy: who hosts the engine starts another."""


def check_device(error: RuntimeError) -> None:
    """Raise `DeviceLost` if this is what torch says when no more work can be done on the device in this process."""
    if any(words in str(error) for words in _LOST):
        _log.error("The GPU has failed, and the engine begins anew: %s", str(error).strip().splitlines()[0])
        raise DeviceLost(1) from error
