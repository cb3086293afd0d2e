"""Stages: the levels of noise that a frame goes through, one a pass, and what is on its way between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import torch

from dreamwindow.engines.diffusers.family import Family
from dreamwindow.engines.diffusers.noise import Shape, white
from dreamwindow.engines.diffusers.steps import planned

Tensor: TypeAlias = torch.Tensor
MOST = 16
"""Stages: with more a frame would come out more than half a second after it went in, at 30 frames a second."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Of frames that are made alike. ``levels`` (n,) fall from the noise that ``strength`` asks for.

    ``noise`` (n, C, h, w): one for each stage, the same for every frame, so that a picture at rest stays at rest.
    ``forgets``: nothing of the camera's picture is left at the first.
    """

    key: tuple[int, float, float, Shape]
    levels: Tensor
    noise: Tensor
    forgets: bool

    @classmethod
    def of(cls, family: Family, shape: Shape, steps: int, strength: float, seed: float, like: Tensor) -> Stages:
        """For a ``strength`` in (0, 1] of so many steps, `MOST` at most; on the device, and as wide, as ``like``."""
        plan = planned(steps, strength)
        run = min(plan.run, MOST)
        falling = [plan.strength * (run - stage) / run for stage in range(run)]
        noise = torch.cat([white(int(seed) + stage, shape) for stage in range(run)])
        return cls(
            key=(steps, strength, seed, shape),
            levels=torch.tensor([family.level(strength) for strength in falling], device=like.device),
            noise=noise.to(like.device, like.dtype),
            forgets=plan.forgets,
        )

    @property
    def count(self) -> int:
        """How many passes a frame takes."""
        return len(self.levels)


@dataclass(frozen=True, slots=True, eq=False)
class OnTheWay:
    """Frames between stages: ``x`` (n - 1, C, h, w) before stages 1 to n - 1, and the ``origin`` of each, as large."""

    x: Tensor
    origin: Tensor
