"""Our words in ComfyUI's: the one place where ``strength`` becomes ``denoise`` and a walked seed becomes a number."""

from __future__ import annotations

import math
from dataclasses import dataclass

MAX_SEED = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Denoising:
    """What a ComfyUI sampler is told: ``steps`` that it runs, and ``denoise`` in (0, 1]."""

    steps: int
    denoise: float


def denoising(strength: float, num_inference_steps: int) -> Denoising:
    """Run what diffusers would run: the last ``int(strength * num_inference_steps)`` steps of the schedule, at least 1.

    diffusers runs that part of ``num_inference_steps``. ComfyUI runs *all* the ``steps`` it is told, the last of a
    schedule of ``int(steps / denoise)``. So at strength 0.5 and 20 steps ComfyUI is told 10 steps and 0.5: a schedule
    of 20, of which the last 10 run. ``strength`` in (0, 1]; ``num_inference_steps`` at least 1.
    """
    if not 0.0 < strength <= 1.0 or num_inference_steps < 1:
        raise ValueError(f"strength {strength} of {num_inference_steps} steps")
    steps = max(1, min(num_inference_steps, int(strength * num_inference_steps)))
    denoise = steps / num_inference_steps
    while int(steps / denoise) < num_inference_steps:  # 1 / (1 / 49) is a little less than 49
        denoise = math.nextafter(denoise, 0.0)
    return Denoising(steps, denoise)


def noise_seed(seed: float) -> int:
    """The whole part of a seed, for a picture from words: the server cannot walk between two noises."""
    return math.floor(seed) & MAX_SEED


def grown_noise_seed(seed: float) -> int:
    """For a picture that grows: other noise at every thousandth of a step.

    A walk takes many pictures over one whole step. With the same noise each time, what it left in one picture is
    strengthened in the next, until nothing else is seen.
    """
    return math.floor(seed * 1000) & MAX_SEED


def mixing_ratio(t: float) -> float:
    """How much of the first latent `LatentInterpolate` keeps: 1 gives the first, as ``t`` = 0 does with us."""
    return 1.0 - t
