"""From noise to a picture's latents: one jump, or some steps of a sampler, with a checkpoint before each."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import torch

from dreamwindow.engines.diffusers.family import Family, Words, joined
from dreamwindow.engines.diffusers.steps import Plan

Tensor: TypeAlias = torch.Tensor
Checkpoint: TypeAlias = Callable[[float], None]
"""Called with the fraction done, in [0, 1], before each step; it raises to break the work off."""


@dataclass(frozen=True, slots=True, eq=False)
class Guided:
    """A model that follows words. ``negative`` where a second prediction is to be led away from."""

    family: Family
    words: Words
    negative: Words | None
    guidance_scale: float

    def predict(self, x: Tensor, level: Tensor) -> Tensor:
        """Of ``x`` (B, C, h, w) at ``level`` (B,): both predictions come from one pass."""
        if self.negative is None:
            return self.family.predict(x, level, self.words, self.guidance_scale)
        both = joined([self.negative, self.words])
        said = self.family.predict(torch.cat([x, x]), torch.cat([level, level]), both, self.guidance_scale)
        away, toward = said.chunk(2)
        return away + self.guidance_scale * (toward - away)


class Sampling:
    """Steps of one sampler, a diffusers scheduler, for one family. Schedules are worked out once."""

    def __init__(self, family: Family, scheduler: Any, device: torch.device) -> None:
        self._family = family
        self.scheduler = scheduler
        self._device = device
        self._prepared = lru_cache(maxsize=8)(self._prepare)
        self._level = lru_cache(maxsize=64)(self._make_level)
        self._is_random = "generator" in inspect.signature(scheduler.step).parameters

    def sample(
        self, model: Guided, latents: Tensor | None, noise: Tensor, plan: Plan, seed: int, checkpoint: Checkpoint
    ) -> Tensor:
        """The latents that grow from ``latents``, or from ``noise`` alone. All (1, C, h, w).

        ``seed`` is for samplers that draw noise between steps, on the processor as all noise is.
        """
        begins = None if plan.forgets else latents
        if plan.jumps:
            return self._jump(model, begins, noise, plan, checkpoint)
        return self._walk(model, begins, noise, plan, seed, checkpoint)

    def _jump(self, model: Guided, latents: Tensor | None, noise: Tensor, plan: Plan, checkpoint: Checkpoint) -> Tensor:
        checkpoint(0.0)
        level = self._level(self._family.level(plan.strength))
        x = noise if latents is None else self._family.noised(latents, noise, level)
        return self._family.cleaned(x, model.predict(x, level), level)

    def _walk(
        self, model: Guided, latents: Tensor | None, noise: Tensor, plan: Plan, seed: int, checkpoint: Checkpoint
    ) -> Tensor:
        scheduler = _afresh(self._prepared(plan.schedule, noise.shape[-2] * noise.shape[-1]))
        times = scheduler.timesteps[plan.schedule - plan.run :]
        if hasattr(scheduler, "set_begin_index"):  # DDIM finds its place by the time itself
            scheduler.set_begin_index(plan.schedule - plan.run)
        x = _begin(scheduler, latents, noise, times[:1])
        told = {"generator": torch.Generator("cpu").manual_seed(seed % 2**63)} if self._is_random else {}
        for number, time in enumerate(times):
            checkpoint(number / plan.run)
            scaled = scheduler.scale_model_input(x, time) if hasattr(scheduler, "scale_model_input") else x
            x = scheduler.step(model.predict(scaled, time.expand(1)), time, x, return_dict=False, **told)[0]
        return x.to(noise.dtype)

    def _make_level(self, level: float) -> Tensor:
        return torch.tensor([level], device=self._device)

    def _prepare(self, schedule: int, latent_pixels: int) -> Any:
        """A sampler with its schedule; where that depends on the picture's size, for that size."""
        scheduler = copy.deepcopy(self.scheduler)
        config = scheduler.config
        if "shift" not in config or "base_shift" not in config:
            scheduler.set_timesteps(schedule, device=self._device, **_distilled(scheduler, schedule))
            return scheduler
        sigmas = [1.0 - i / schedule for i in range(schedule)]
        mu = _mu(config, latent_pixels // 4) if config.get("use_dynamic_shifting") else None
        scheduler.set_timesteps(schedule, device=self._device, sigmas=sigmas, mu=mu)
        return scheduler


def _distilled(scheduler: Any, schedule: int) -> dict[str, int]:
    """LCM takes its steps from among those it was distilled at, 50 as a rule, and refuses to take more of them."""
    if "original_inference_steps" not in inspect.signature(scheduler.set_timesteps).parameters:
        return {}
    return {"original_inference_steps": max(schedule, scheduler.config.original_inference_steps)}


def _begin(scheduler: Any, latents: Tensor | None, noise: Tensor, first: Tensor) -> Tensor:
    if hasattr(scheduler, "scale_noise"):
        return noise if latents is None else scheduler.scale_noise(latents, first, noise)
    return noise * scheduler.init_noise_sigma if latents is None else scheduler.add_noise(latents, noise, first)


def _afresh(prepared: Any) -> Any:
    """A copy that has taken no step yet; the tensors of its schedule are shared, the lists it fills are not."""
    fresh = copy.copy(prepared)
    for name, value in vars(prepared).items():
        if isinstance(value, list):
            setattr(fresh, name, list(value))
    return fresh


def _mu(config: Any, tokens: int) -> float:
    """How far a schedule is shifted toward noise for so many packets (Esser et al. 2024, as Flux sets it)."""
    first, last = config.get("base_image_seq_len", 256), config.get("max_image_seq_len", 4096)
    slope = (config.get("max_shift", 1.15) - config.get("base_shift", 0.5)) / (last - first)
    return float(config.get("base_shift", 0.5) + slope * (tokens - first))
