"""Pictures for the descriptor's tests: the embedded engine's, and photographs with their near-duplicates."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines import registry
from dreamwindow.imaging.codec import load_image
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

DATA = Path(__file__).parents[2] / "data"
PHOTOGRAPHS = ("photo.jpg", "coffee.jpg")
PROMPTS = (
    "neon cyberpunk city", "underwater reef", "misty forest", "desert dunes", "glowing embers", "mountain lake at dawn",
    "ocean at sunset", "ink and marble, teal and gold", "crystal geometry", "northern lights", "paper lantern festival",
    "space nebula", "melancholy jazz", "flower garden", "sacred geometry mandala", "a portrait of a cat",
)  # fmt: skip


def paint(prompts: Sequence[str], seeds: Sequence[int], side: int = 128) -> list[Pixels]:
    """The embedded engine's picture of each prompt with each seed, prompt by prompt."""
    return asyncio.run(_paint(prompts, seeds, side))


async def _paint(prompts: Sequence[str], seeds: Sequence[int], side: int) -> list[Pixels]:
    async with registry.create(registry.DEFAULT, EngineOptions()) as engine:
        name, model = engine.info.name, engine.info.model
        recipes = [
            Recipe(engine=name, model=model, kind="txt2img", prompt=prompt, seed=seed, width=side, height=side)
            for prompt in prompts
            for seed in seeds
        ]
        return [await engine.generate(recipe) for recipe in recipes]


def photographs() -> list[Pixels]:
    """Those of ``tests/data``."""
    return [load_image(DATA / name) for name in PHOTOGRAPHS]


def near_duplicates(image: Pixels) -> dict[str, Pixels]:
    """The same picture after what happens to pictures."""
    height, width = image.shape[:2]
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    made = {
        "cropped": image[height // 10 : -height // 10, width // 10 : -width // 10],
        "JPEG at quality 30": _recompressed(image, 30),
        "half the size": half,
        "brighter": cv2.convertScaleAbs(image, alpha=1.25),
        "darker": cv2.convertScaleAbs(image, alpha=0.75),
    }
    return {name: np.ascontiguousarray(pixels, np.uint8) for name, pixels in made.items()}


def _recompressed(image: Pixels, quality: int) -> Pixels:
    _, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)
