"""Stable Diffusion and SDXL: a UNet that predicts noise, or velocity."""

from __future__ import annotations

from typing import Any, TypeAlias

import torch

from dreamwindow.engines.diffusers.device import Place
from dreamwindow.engines.diffusers.family import Words

Tensor: TypeAlias = torch.Tensor
_LCM_GUIDANCE = 8.5
"""What diffusers' pipeline for latent consistency models has for usual."""


class UNetFamily:
    """`Family` of a diffusers pipeline with a UNet. ``is_xl``: it reads with two encoders, and is told sizes."""

    size_multiple = 8

    def __init__(self, pipe: Any, place: Place) -> None:
        self.channels = int(pipe.unet.config.in_channels)
        self._pipe = pipe
        self._place = place
        self._is_xl = getattr(pipe, "text_encoder_2", None) is not None
        config = pipe.scheduler.config
        alphas = pipe.scheduler.alphas_cumprod.to(place.device, torch.float32)
        self._signal, self._noise = alphas.sqrt(), (1.0 - alphas).sqrt()
        self._predicts = config.prediction_type
        self._guidance_dim = pipe.unet.config.time_cond_proj_dim
        self.told_guidance: float | None = _LCM_GUIDANCE if self._guidance_dim else None
        self._guidances: dict[float, Tensor] = {}

    def read(self, text: str, *, negative: bool) -> Words:
        """See `Family.read`. SDXL was trained with zeros for no negative words."""
        device = self._place.device
        if not self._is_xl:
            return Words((self._pipe.encode_prompt(text, device, 1, False)[0],))
        said = self._pipe.encode_prompt(text, device=device, do_classifier_free_guidance=False)
        parts = said[0], said[2]
        if negative and not text and self._pipe.config.get("force_zeros_for_empty_prompt", True):
            parts = torch.zeros_like(parts[0]), torch.zeros_like(parts[1])
        return Words(parts)

    def predict(self, x: Tensor, level: Tensor, words: Words, guidance_scale: float) -> Tensor:
        """See `Family.predict`."""
        told = {"text_embeds": words.parts[1], "time_ids": self._sizes(x)} if self._is_xl else None
        scale = self._embedded(guidance_scale, len(x)) if self._guidance_dim else None
        return self._pipe.unet(
            x,
            level,
            encoder_hidden_states=words.parts[0],
            timestep_cond=scale,
            added_cond_kwargs=told,
            return_dict=False,
        )[0]

    def level(self, strength: float) -> float:
        """See `Family.level`."""
        count = len(self._signal)
        return float(max(0, min(count, round(strength * count)) - 1))

    def noised(self, latents: Tensor, noise: Tensor, level: Tensor) -> Tensor:
        """See `Family.noised`."""
        signal, amount = self._amounts(level, latents.dtype)
        return signal * latents + amount * noise

    def cleaned(self, x: Tensor, prediction: Tensor, level: Tensor) -> Tensor:
        """See `Family.cleaned`. In single precision: at the noisiest level the signal is a hundredth."""
        signal, amount = self._amounts(level, torch.float32)
        wide, said = x.float(), prediction.float()
        if self._predicts == "v_prediction":
            clean = signal * wide - amount * said
        elif self._predicts == "sample":
            clean = said
        else:
            clean = (wide - amount * said) / signal
        return clean.to(x.dtype)

    def follows_negative(self, guidance_scale: float) -> bool:
        """See `Family.follows_negative`. One that is told the scale was distilled from both predictions."""
        return guidance_scale > 1.0 and not self._guidance_dim

    def _amounts(self, level: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        at = level.long()
        shape = (-1, 1, 1, 1)
        return self._signal[at].to(dtype).view(shape), self._noise[at].to(dtype).view(shape)

    def _embedded(self, guidance_scale: float, count: int) -> Tensor:
        """The scale as a latent consistency model is told it (B, dim), worked out when it changes (Luo et al. 2023)."""
        if guidance_scale not in self._guidances:
            weight = torch.tensor([guidance_scale - 1.0])
            embedding = self._pipe.get_guidance_scale_embedding(weight, embedding_dim=self._guidance_dim)
            self._guidances = {guidance_scale: embedding.to(self._place.device, self._place.dtype)}
        return self._guidances[guidance_scale].expand(count, -1)

    def _sizes(self, x: Tensor) -> Tensor:
        """Original size, crop and target size, as SDXL is told them: the picture is whole."""
        height, width = x.shape[2] * self.size_multiple, x.shape[3] * self.size_multiple
        sizes = torch.tensor([[height, width, 0, 0, height, width]], dtype=x.dtype, device=x.device)
        return sizes.expand(len(x), -1)
