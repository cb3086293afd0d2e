"""Noise by seed: made on the processor, so that a seed is the same noise on every device."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import torch

from dreamwindow.imaging.latents import spherical_lerp

Tensor: TypeAlias = torch.Tensor
Shape: TypeAlias = tuple[int, ...]
_KEPT = 8


def walked_noise(seed: float, shape: Shape) -> Tensor:
    """Standard normal (1, C, h, w) float32; between two whole seeds it is the slerp of theirs, so that seeds walk."""
    whole = math.floor(seed)
    if seed == whole:
        return white(whole, shape)
    return spherical_lerp(white(whole, shape), white(whole + 1, shape), seed - whole)


def grown_noise(seed: float, shape: Shape) -> Tensor:
    """For a picture that grows: other noise at every thousandth of a step.

    A walk takes many pictures over one whole step. With the same noise each time, what it left in one picture is
    strengthened in the next, until nothing else is seen.
    """
    return white(math.floor(seed * 1000), shape)


@lru_cache(maxsize=_KEPT)
def white(seed: int, shape: Shape) -> Tensor:
    """Standard normal numbers of this shape, float32. Not to be written to."""
    return torch.randn(shape, generator=torch.Generator("cpu").manual_seed(seed % 2**63))
