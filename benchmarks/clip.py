"""CLIP: eight pictures in one pass beside one after the other; and, where its weights are, what its cosines mean.

First at tiny size, where what a call costs besides the arithmetic is all that is seen; then at the size of ViT-B/32
with random weights, as numbers take as long whatever they are. Milliseconds for eight pictures of 512x512, in turns,
through the process that the program uses. Needs `dreamwindow[clip]`. ``--quick`` takes fewer turns, ``--tiny`` leaves
the second out.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from benchmarks.engine import PROMPTS
from benchmarks.measure import pair
from dreamwindow.contracts.embedder import Vectors
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.embedders.clip import Clip
from dreamwindow.engines import registry
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.weights.known import known
from dreamwindow.weights.places import find
from tests.embedders.clip.tiny import make_clip, make_tiny_clip

AT_ONCE, SIDE, SEEDS = 8, 512, 3


def main(argv: Sequence[str]) -> None:
    """Print what a batch saves, and the scale if it can be known."""
    turns = 5 if "--quick" in argv else 30
    with tempfile.TemporaryDirectory() as folder:
        _compare("tiny", make_tiny_clip(Path(folder) / "tiny"), turns)
        if "--tiny" not in argv:
            _compare("ViT-B/32", make_clip(Path(folder) / "whole"), max(5, turns // 3))
    weights = find(known("clip"))
    if weights is None:
        print("scale: not measured, the weights are not here (`dreamwindow models fetch clip`)")
        return
    with Clip(weights) as clip:
        _scale(clip)


def _compare(name: str, folder: Path, turns: int) -> None:
    pictures = list(np.random.default_rng(1).integers(0, 255, (AT_ONCE, SIDE, SIDE, 3), np.uint8))
    with Clip(folder) as clip:
        clip.embed(pictures)  # it is loaded by now

        def one_by_one() -> None:
            for picture in pictures:
                clip.embed([picture])

        print(pair((f"{name}, together", lambda: clip.embed(pictures)), (f"{name}, one at a time", one_by_one), turns))


def _scale(clip: Clip) -> None:
    """Medians, as `SimilarityScale` has them, over the embedded engine's pictures of the issue's prompts."""
    pictures = asyncio.run(_drawn())
    seen = [clip.embed(of_prompt) for of_prompt in pictures]
    different = [float(a @ b) for one, other in combinations(seen, 2) for a in one for b in other]
    same = [float(a @ b) for of_prompt in seen for a, b in combinations(of_prompt, 2)]
    whole_and_half = (_again(clip, *both) for both in zip(seen, pictures, strict=True))
    duplicate = [float(a @ b) for pairs in whole_and_half for a, b in pairs]
    for name, cosines in (("different", different), ("same", same), ("duplicate", duplicate)):
        print(f"scale: {name:<10} median {statistics.median(cosines):.3f}  n={len(cosines)}")


def _again(clip: Clip, seen: Vectors, pictures: Sequence[Pixels]) -> list[tuple[Vectors, Vectors]]:
    """With the same pictures at half the size."""
    halves = [cv2.resize(picture, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA) for picture in pictures]
    return list(zip(seen, clip.embed([np.asarray(half, np.uint8) for half in halves]), strict=True))


async def _drawn() -> list[list[Pixels]]:
    async with registry.create("procedural", EngineOptions()) as engine:
        return [
            [await engine.generate(_recipe(prompt, 1.0 + 5 * number)) for number in range(SEEDS)] for prompt in PROMPTS
        ]


def _recipe(prompt: str, seed: float) -> Recipe:
    return Recipe(
        engine="procedural", model="procedural-1", kind="txt2img", prompt=prompt, seed=seed, width=SIDE, height=SIDE
    )
