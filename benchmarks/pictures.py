"""Pictures that look natural to a codec: clouds of 1/f, edges over them, and grain. The same for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from dreamwindow.model.frame import Pixels

_SLOPE, _CONTRAST, _GRAIN, _SHAPES = 1.6, 45.0, 1.2, 14


def natural(width: int, height: int, seed: int) -> Pixels:
    """(height, width, 3): about 1.4 bytes a pixel as PNG, as pictures of diffusion models have."""
    random = np.random.default_rng(seed)
    light, warmth, tint = (_clouds(width, height, random) for _ in range(3))
    planes = np.stack([light + 0.35 * warmth, light - 0.1 * warmth + 0.2 * tint, light - 0.35 * tint], -1)
    image = 128 + _CONTRAST * planes
    y, x = np.mgrid[0:height, 0:width]
    for _ in range(_SHAPES):
        middle, radius = random.random(2) * (height, width), random.uniform(0.04, 0.3) * min(height, width)
        distance = np.hypot(y - middle[0], (x - middle[1]) * random.uniform(0.5, 1.6))
        image += np.clip(radius - distance, 0, 1)[..., None] * random.normal(0, _CONTRAST, 3)
    image += random.normal(0, _GRAIN, image.shape)
    return np.clip(image, 0, 255).astype(np.uint8)


def write_corpus(folder: Path, width: int, height: int, count: int) -> list[Path]:
    """``count`` PNGs as Pillow writes them, which is how most generators do."""
    paths = [folder / f"{number:05d}.png" for number in range(count)]
    for seed, path in enumerate(paths):
        Image.fromarray(natural(width, height, seed)).save(path)
    return paths


def _clouds(width: int, height: int, random: np.random.Generator) -> np.ndarray:
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None])
    frequency[0, 0] = 1
    spectrum = frequency**-_SLOPE * np.exp(2j * np.pi * random.random(frequency.shape))
    clouds = np.fft.irfft2(spectrum, s=(height, width))
    return np.asarray((clouds - clouds.mean()) / clouds.std())
