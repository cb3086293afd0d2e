"""Flux: a transformer that predicts the way from picture to noise, on latents in packets of two by two."""

from __future__ import annotations

from typing import Any, TypeAlias

import torch

from dreamwindow.engines.diffusers.device import Place
from dreamwindow.engines.diffusers.family import Words

Tensor: TypeAlias = torch.Tensor
_LEVELS = 1000.0
_TOKENS = 512


class FluxFamily:
    """`Family` of a diffusers Flux pipeline. Levels are 1000 times the share of noise."""

    size_multiple = 16
    told_guidance: float | None = None

    def __init__(self, pipe: Any, place: Place) -> None:
        self.channels = int(pipe.transformer.config.in_channels) // 4
        self._pipe = pipe
        self._place = place
        self._is_guided = bool(pipe.transformer.config.guidance_embeds)
        self._shift = float(pipe.scheduler.config.get("shift", 1.0))
        self._positions: dict[tuple[int, int], Tensor] = {}

    def read(self, text: str, *, negative: bool) -> Words:
        """See `Family.read`. What was distilled for few steps has seen half as many tokens."""
        most = _TOKENS if self._is_guided else _TOKENS // 2
        device = self._place.device
        embedded, pooled, _ = self._pipe.encode_prompt(text, None, device=device, max_sequence_length=most)
        return Words((embedded, pooled))

    def predict(self, x: Tensor, level: Tensor, words: Words, guidance_scale: float) -> Tensor:
        """See `Family.predict`."""
        embedded, pooled = words.parts
        guidance = torch.full((len(x),), guidance_scale, device=x.device) if self._is_guided else None
        said = self._pipe.transformer(
            hidden_states=packed(x),
            timestep=level.to(x.dtype) / _LEVELS,
            guidance=guidance,
            pooled_projections=pooled,
            encoder_hidden_states=embedded,
            txt_ids=torch.zeros(embedded.shape[1], 3, device=x.device, dtype=x.dtype),
            img_ids=self._places(x),
            return_dict=False,
        )[0]
        return unpacked(said, x.shape[2], x.shape[3])

    def level(self, strength: float) -> float:
        """See `Family.level`. Shifted toward noise as the model's own schedule is."""
        return _LEVELS * self._shift * strength / (1.0 + (self._shift - 1.0) * strength)

    def noised(self, latents: Tensor, noise: Tensor, level: Tensor) -> Tensor:
        """See `Family.noised`."""
        share = _share(level, latents.dtype)
        return (1.0 - share) * latents + share * noise

    def cleaned(self, x: Tensor, prediction: Tensor, level: Tensor) -> Tensor:
        """See `Family.cleaned`."""
        return (x.float() - _share(level, torch.float32) * prediction.float()).to(x.dtype)

    def follows_negative(self, guidance_scale: float) -> bool:
        """See `Family.follows_negative`. It was trained to follow words without the contrary."""
        return False

    def _places(self, x: Tensor) -> Tensor:
        size = x.shape[2] // 2, x.shape[3] // 2
        if size not in self._positions:
            places = torch.zeros(*size, 3)
            places[..., 1] += torch.arange(size[0])[:, None]
            places[..., 2] += torch.arange(size[1])[None, :]
            self._positions = {size: places.reshape(-1, 3).to(x.device, x.dtype)}
        return self._positions[size]


def packed(x: Tensor) -> Tensor:
    """(B, C, h, w) to (B, h/2 * w/2, 4 C): each two by two is one packet."""
    batch, channels, height, width = x.shape
    split = x.reshape(batch, channels, height // 2, 2, width // 2, 2).permute(0, 2, 4, 1, 3, 5)
    return split.reshape(batch, (height // 2) * (width // 2), channels * 4)


def unpacked(x: Tensor, height: int, width: int) -> Tensor:
    """The inverse of `packed`."""
    batch, _, channels = x.shape
    split = x.reshape(batch, height // 2, width // 2, channels // 4, 2, 2).permute(0, 3, 1, 4, 2, 5)
    return split.reshape(batch, channels // 4, height, width)


def _share(level: Tensor, dtype: torch.dtype) -> Tensor:
    return (level / _LEVELS).to(dtype).view(-1, 1, 1, 1)
