"""What one family of models is asked: to read words, and to predict. Everything else is the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import torch

Tensor: TypeAlias = torch.Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text as the model reads it: each part (B, ...), on its device."""

    parts: tuple[Tensor, ...]


def joined(words: Sequence[Words]) -> Words:
    """One batch of them, in order."""
    if len(words) == 1:
        return words[0]
    return Words(tuple(torch.cat(each) for each in zip(*(one.parts for one in words), strict=True)))


def mixed(words: Sequence[Words], weights: Sequence[float]) -> Words:
    """Their weighted mean."""
    total = sum(weights)
    shares = [weight / total for weight in weights]
    columns = zip(*(one.parts for one in words), strict=True)
    return Words(tuple(sum(x * share for x, share in zip(column, shares, strict=True)) for column in columns))


class Family(Protocol):
    """Stable Diffusion, SDXL or Flux, loaded. Latents are (B, C, h, w) of ``channels`` channels.

    ``size_multiple``: a picture's sides are multiples of it, in pixels. ``told_guidance``: what is usual for one that
    is told how literally to take the words, as a number beside the level, but does not say so by its name.
    """

    channels: int
    size_multiple: int
    told_guidance: float | None

    def read(self, text: str, *, negative: bool) -> Words:
        """The embeddings of a text; an empty ``negative`` one may be nothing at all."""
        ...

    def predict(self, x: Tensor, level: Tensor, words: Words, guidance_scale: float) -> Tensor:
        """What the model says of ``x`` at the levels (B,) of noise, which are its own timesteps."""
        ...

    def level(self, strength: float) -> float:
        """The timestep at which so much of a picture is noise; ``strength`` in (0, 1]."""
        ...

    def noised(self, latents: Tensor, noise: Tensor, level: Tensor) -> Tensor:
        """``latents`` with the noise of these levels (B,)."""
        ...

    def cleaned(self, x: Tensor, prediction: Tensor, level: Tensor) -> Tensor:
        """The picture's latents that ``prediction`` amounts to."""
        ...

    def follows_negative(self, guidance_scale: float) -> bool:
        """Whether a second prediction, for the negative words, is worth its cost."""
        ...
