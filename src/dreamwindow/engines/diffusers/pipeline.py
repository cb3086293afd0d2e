"""Pipeline: one model on one device, from recipe to pixels. Blocks; one call at a time."""

from __future__ import annotations

import gc
import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias

import torch

from dreamwindow.engines.diffusers.device import Place
from dreamwindow.engines.diffusers.family import Family
from dreamwindow.engines.diffusers.flux import FluxFamily
from dreamwindow.engines.diffusers.latent_encoder import LatentEncoder
from dreamwindow.engines.diffusers.loading import load_pipeline, make_scheduler
from dreamwindow.engines.diffusers.models import Defaults, defaults_for
from dreamwindow.engines.diffusers.noise import Shape, grown_noise, walked_noise
from dreamwindow.engines.diffusers.prompts import Reader
from dreamwindow.engines.diffusers.sampling import Checkpoint, Guided, Sampling
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.engines.diffusers.steps import planned
from dreamwindow.engines.diffusers.unet import UNetFamily
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

Tensor: TypeAlias = torch.Tensor
_ENCODED = 4
_RESIDUAL = 1.2
"""What StreamDiffusion has for usual."""


@dataclass(slots=True, eq=False)
class Pipeline:
    """What `load` gives: see `generate`."""

    place: Place
    family: Family
    encoder: LatentEncoder
    reader: Reader
    sampling: Sampling
    defaults: Defaults
    sampler: str
    _encoded: OrderedDict[bytes, Tensor]

    @classmethod
    def load(cls, settings: EngineSettings, place: Place) -> Pipeline:
        """Read the weights. Raises `ConfigError` or `torch.OutOfMemoryError`."""
        pipe = load_pipeline(settings, place)
        family: Family = FluxFamily(pipe, place) if hasattr(pipe, "transformer") else UNetFamily(pipe, place)
        defaults = _defaults(settings, family)
        scheduler = make_scheduler(pipe, settings.sampler or defaults.sampler)
        return cls(
            place=place,
            family=family,
            encoder=LatentEncoder(pipe.vae, place),
            reader=Reader(family),
            sampling=Sampling(family, scheduler, place.device),
            defaults=defaults,
            sampler=type(scheduler).__name__,
            _encoded=OrderedDict(),
        )

    def generate(self, recipe: Recipe, init_image: Pixels | None, checkpoint: Checkpoint) -> Pixels:
        """The picture of a ``txt2img`` or ``img2img`` recipe; strength 0 gives ``init_image`` back."""
        if init_image is not None and recipe.strength == 0.0:
            return init_image.copy()
        plan = planned(self.steps(recipe.num_inference_steps), 1.0 if init_image is None else recipe.strength)
        shape = self.latent_shape(recipe.width, recipe.height)
        noise = walked_noise(recipe.seed, shape) if init_image is None else grown_noise(recipe.seed, shape)
        begins = None if init_image is None or plan.forgets else self.encode(init_image)
        model = self.guided(recipe.prompt, recipe.negative_prompt, recipe.guidance_scale)
        seed = math.floor(recipe.seed)
        latents = self.sampling.sample(model, begins, self.on_device(noise), plan, seed, checkpoint)
        checkpoint(1.0)
        return self.encoder.decode(latents)

    def guided(self, prompt: str, negative_prompt: str, guidance_scale: float | None) -> Guided:
        """The model, led by these words; ``None`` is its usual guidance."""
        scale = self.guidance(guidance_scale)
        negative = self.reader.read(negative_prompt, negative=True) if self.family.follows_negative(scale) else None
        return Guided(self.family, self.reader.read(prompt), negative, scale)

    def encode(self, image: Pixels) -> Tensor:
        """The latents of a picture, known if it was encoded lately: a keyframe is grown from and walked from."""
        key = blake2b(image.tobytes(), digest_size=16, person=str(image.shape[0]).encode()[:16]).digest()
        if key not in self._encoded:
            self._encoded[key] = self.encoder.encode(image)
            if len(self._encoded) > _ENCODED:
                self._encoded.popitem(last=False)
        return self._encoded[key]

    def latent_shape(self, width: int, height: int) -> Shape:
        """(1, C, h, w) of a picture of this size."""
        return 1, self.family.channels, height // self.encoder.factor, width // self.encoder.factor

    def on_device(self, noise: Tensor) -> Tensor:
        """Numbers from the processor where, and as wide as, the model wants them."""
        return noise.to(self.place.device, self.place.dtype)

    def forget(self) -> None:
        """Drop everything that is kept for speed, and give the device's spare memory back."""
        self.reader.forget()
        self._encoded.clear()
        gc.collect()
        if self.place.device.type == "cuda":
            torch.cuda.empty_cache()
        elif self.place.device.type == "mps":
            torch.mps.empty_cache()

    def steps(self, asked: int | None) -> int:
        """How many are asked for; ``None`` is the model's usual number."""
        return asked if asked is not None else self.defaults.num_inference_steps

    def guidance(self, asked: float | None) -> float:
        """How much is asked for; ``None`` is the model's usual scale."""
        return asked if asked is not None else self.defaults.guidance_scale

    def residual_guidance(self, asked: float | None) -> float:
        """The same for a camera: ``None`` is little where guidance leads away from its picture, and not from words."""
        usual = self.guidance(asked)
        return min(usual, _RESIDUAL) if asked is None and self.family.follows_negative(usual) else usual


def _defaults(settings: EngineSettings, family: Family) -> Defaults:
    """A LoRA that makes a model quick says so in its name, and a model that is told its guidance wants some."""
    quick = defaults_for(*(lora.name for lora in settings.loras))
    usual = quick if settings.loras and quick != defaults_for() else settings.model.defaults
    return replace(usual, guidance_scale=family.told_guidance) if family.told_guidance else usual
