"""Between pictures, (H, W, 3) uint8 RGB, and what an autoencoder takes and gives: (B, 3, H, W) in [-1, 1]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import torch

from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

Tensor: TypeAlias = torch.Tensor


def to_tensor(images: Sequence[Pixels], device: torch.device, dtype: torch.dtype) -> Tensor:
    """Some pictures of one size; they travel to the device as bytes."""
    together = torch.from_numpy(np.stack(images)).to(device)
    return together.permute(0, 3, 1, 2).to(dtype).div_(127.5).sub_(1.0)


def to_bytes(images: Tensor) -> Tensor:
    """(B, 3, H, W) to (B, H, W, 3) uint8, on the device: what travels back is a quarter of the floats."""
    whole = images.float().add(1.0).mul_(127.5).round_().clamp_(0.0, 255.0)
    return whole.to(torch.uint8).permute(0, 2, 3, 1).contiguous()


def to_pixels(images: Tensor) -> list[Pixels]:
    """The same, as arrays of the caller's own."""
    return [np.ascontiguousarray(image) for image in to_bytes(images).cpu().numpy()]


def check_pixels(image: Pixels) -> None:
    """Raise `InvalidRecipe` for what is no picture."""
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        raise InvalidRecipe(f"An image of shape {image.shape} and type {image.dtype} is not (H, W, 3) uint8.")


def checked_init(recipe: Recipe, init_image: Pixels | None) -> Pixels:
    """The picture that ``recipe`` grows from. Raises `InvalidRecipe` if there is none, or it is of another size."""
    if init_image is None:
        raise InvalidRecipe("img2img grows from an image, and none was given.", "Pass init_image.")
    check_pixels(init_image)
    height, width = init_image.shape[:2]
    if (width, height) != (recipe.width, recipe.height):
        raise InvalidRecipe(
            f"The image is {width}x{height}, its recipe says {recipe.width}x{recipe.height}.", "Resize the image first."
        )
    return init_image
