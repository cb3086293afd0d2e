"""Latents of pictures, and the way from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.sampling import Checkpoint
from dreamwindow.errors import InvalidRecipe
from dreamwindow.imaging.latents import spherical_lerp
from dreamwindow.model.frame import Pixels

Floats = npt.NDArray[np.float32]
Rest = npt.NDArray[np.int16]
_BATCH = 8


@dataclass(frozen=True, slots=True, eq=False)
class PictureLatent:
    """``latents`` (1, C, h, w), on no device, so that they can travel.

    ``rest`` (H, W, 3) is the picture less what the autoencoder makes of its latents: an autoencoder loses fine detail,
    and without this the dream would blink at every keyframe. ``None`` where it is nothing.
    """

    latents: Floats
    rest: Rest | None


def encode(model: Pipeline, image: Pixels) -> PictureLatent:
    """The latent of ``image``, which `decode` gives back."""
    latents = model.encode(image)
    rest = np.subtract(image, model.encoder.decode(latents), dtype=np.int16)
    return PictureLatent(latents.float().cpu().numpy(), rest if rest.any() else None)


def decode(model: Pipeline, latents: Sequence[PictureLatent], checkpoint: Checkpoint) -> list[Pixels]:
    """The pictures of some latents, those of one size together."""
    pictures: list[Pixels] = []
    for batch in _batches(latents, 1 if model.place.is_cpu else _BATCH):
        checkpoint(len(pictures) / len(latents))
        together = torch.from_numpy(np.concatenate([latent.latents for latent in batch]))
        decoded = model.encoder.decode_batch(model.on_device(together))
        pictures += [_with_rest(image, latent.rest) for image, latent in zip(decoded, batch, strict=True)]
    return pictures


def interpolate(a: PictureLatent, b: PictureLatent, t: float) -> PictureLatent:
    """Slerp of the latents, a fade of what they leave out. Raises `InvalidRecipe` when the sizes differ."""
    if a.latents.shape != b.latents.shape:
        raise InvalidRecipe("Pictures of two sizes do not interpolate.", "Make both keyframes at one size.")
    if t in (0.0, 1.0):
        return b if t else a
    return PictureLatent(spherical_lerp(a.latents, b.latents, t).astype(np.float32), _fade(a.rest, b.rest, t))


def _batches(latents: Sequence[PictureLatent], most: int) -> Iterator[list[PictureLatent]]:
    batch: list[PictureLatent] = []
    for latent in latents:
        if batch and (len(batch) == most or latent.latents.shape != batch[0].latents.shape):
            yield batch
            batch = []
        batch.append(latent)
    if batch:
        yield batch


def _with_rest(image: Pixels, rest: Rest | None) -> Pixels:
    return image if rest is None else np.clip(image + rest, 0, 255).astype(np.uint8)


def _fade(a: Rest | None, b: Rest | None, t: float) -> Rest | None:
    parts = [rest * np.float32(share) for rest, share in ((a, 1.0 - t), (b, t)) if rest is not None]
    return np.rint(sum(parts)).astype(np.int16) if parts else None
