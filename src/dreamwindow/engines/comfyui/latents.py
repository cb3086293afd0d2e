"""Latents that stay on the server: what we hold of one is how to come by it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from dreamwindow.model.frame import Pixels

BATCH = 8
"""In-betweens that one prompt makes."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureLatent:
    """The latent of a picture, encoded on the server from the picture's own pixels."""

    pixels: Pixels


@dataclass(slots=True, eq=False)
class MixedLatent:
    """The latent at ``t`` in (0, 1) on the way from ``a`` to ``b``; ``pixels`` once it was decoded."""

    a: ServerLatent
    b: ServerLatent
    t: float
    pixels: Pixels | None = None


ServerLatent: TypeAlias = PictureLatent | MixedLatent


def between(a: ServerLatent, b: ServerLatent, t: float) -> ServerLatent:
    """The latent at ``t`` in [0, 1]; the ends are the ends themselves."""
    if not 0.0 < t < 1.0:
        return a if t <= 0.0 else b
    return MixedLatent(_settled(a), _settled(b), t)


def _settled(latent: ServerLatent) -> ServerLatent:
    """A mixture that was decoded is its picture from then on: a walk from walk to walk would grow without end."""
    return PictureLatent(latent.pixels) if isinstance(latent, MixedLatent) and latent.pixels is not None else latent


def pictures(latent: ServerLatent) -> Iterator[PictureLatent]:
    """The pictures that a latent is mixed from."""
    if isinstance(latent, PictureLatent):
        yield latent
    else:
        yield from pictures(latent.a)
        yield from pictures(latent.b)
