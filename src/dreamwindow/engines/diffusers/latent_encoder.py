"""LatentEncoder: an autoencoder behind four words. Pictures in, latents out, and back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self, TypeAlias

import torch

from dreamwindow.engines.diffusers.device import Place, find_place
from dreamwindow.engines.diffusers.pixels import to_pixels, to_tensor
from dreamwindow.errors import GenerationFailed
from dreamwindow.model.frame import Pixels

Tensor: TypeAlias = torch.Tensor
_log = logging.getLogger(__name__)
TILED_ABOVE = 1024 * 1024
"""Pixels of a picture that is taken in tiles: a whole one would need gigabytes beside the model."""

THRIFTY_TILE = 256
"""Pixels of a tile's side, where memory did not suffice."""


class LatentEncoder:
    """Over an AutoencoderKL or AutoencoderTiny. Latents are (B, C, H/8, W/8), scaled as the model wants them.

    Encoding takes the distribution's mean, so that it can be repeated, or a sample by ``seed``. An autoencoder that
    gives no numbers in half precision is run in single precision from then on, which is said once.
    """

    def __init__(self, vae: Any, place: Place) -> None:
        self._vae = vae
        self._place = place
        config = vae.config
        self._is_tiny = type(vae).__name__ == "AutoencoderTiny"
        self._scale = 1.0 if self._is_tiny else float(config.scaling_factor)
        self._shift = 0.0 if self._is_tiny else float(config.get("shift_factor") or 0.0)
        self.channels = int(config.latent_channels)
        self.factor = 2 ** (len(config.get("block_out_channels") or config.encoder_block_out_channels) - 1)

    @classmethod
    def load(cls, path: Path, device: str = "auto", dtype: str = "auto") -> Self:
        """From a folder or a safetensors file. Raises `ConfigError`."""
        from dreamwindow.engines.diffusers.loading import load_vae

        place = find_place(device, dtype)
        return cls(load_vae(path, place), place)

    def encode(self, image: Pixels, seed: int | None = None) -> Tensor:
        """The latents (1, C, h, w) of one picture."""
        return self.encode_batch([image], seed)

    def decode(self, latents: Tensor) -> Pixels:
        """The picture of (1, C, h, w). Raises `GenerationFailed` if it comes to no numbers."""
        return self.decode_batch(latents)[0]

    def encode_batch(self, images: Sequence[Pixels], seed: int | None = None) -> Tensor:
        """The latents (B, C, h, w) of pictures of one size, together."""
        with torch.inference_mode():
            tensor = to_tensor(images, self._place.device, self._vae.dtype)
            self._tile(tensor.shape[2] * tensor.shape[3])
            latents = self._encoded(tensor, seed)
            if not torch.isfinite(latents).all() and self._widen():
                latents = self._encoded(tensor.float(), seed)
            return ((latents - self._shift) * self._scale).to(self._place.dtype)

    def decode_batch(self, latents: Tensor) -> list[Pixels]:
        """The pictures of (B, C, h, w), together. Raises `GenerationFailed`."""
        return to_pixels(self.decode_tensor(latents))

    def decode_tensor(self, latents: Tensor) -> Tensor:
        """The same, still on the device: (B, 3, H, W), about [-1, 1]. Raises `GenerationFailed`."""
        self._tile(latents.shape[2] * latents.shape[3] * self.factor**2)
        images = self._decoded(latents)
        if not torch.isfinite(images).all() and torch.isfinite(latents).all() and self._widen():
            images = self._decoded(latents)
        if torch.isfinite(images).all():
            return images
        raise GenerationFailed("The model gave no picture but NaN.", "diffusers.dtype float32 has room for more.")

    def be_thrifty(self) -> None:
        """Take every picture in tiles, and one at a time: slower, and less memory.

        Its own tiles are as large as the pictures that it learnt from: one would be the whole picture.
        """
        side = min(self._vae.tile_sample_min_size, THRIFTY_TILE)
        self._vae.tile_sample_min_size, self._vae.tile_latent_min_size = side, side // self.factor
        self._vae.enable_slicing()
        self._vae.enable_tiling()

    def _encoded(self, images: Tensor, seed: int | None) -> Tensor:
        said = self._vae.encode(images)
        if self._is_tiny:
            return said.latents
        if seed is None:
            return said.latent_dist.mode()
        return said.latent_dist.sample(torch.Generator("cpu").manual_seed(seed))

    def _decoded(self, latents: Tensor) -> Tensor:
        with torch.inference_mode():
            plain = latents.to(self._vae.dtype) / self._scale + self._shift
            return self._vae.decode(plain, return_dict=False)[0]

    def _tile(self, pixels: int) -> None:
        if pixels > TILED_ABOVE and not self._vae.use_tiling:
            self._vae.enable_tiling()
        elif pixels <= TILED_ABOVE and self._vae.use_tiling and not self._vae.use_slicing:
            self._vae.disable_tiling()

    def _widen(self) -> bool:
        """To single precision; whether that is something new."""
        if self._vae.dtype == torch.float32:
            return False
        _log.warning("The autoencoder gives no numbers in half precision; it runs in single precision from now on.")
        self._vae.to(torch.float32)
        return True
