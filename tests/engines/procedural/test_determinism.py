"""Same recipe, same pixels: across processes, thread settings and the order of calls."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator

import cv2
import pytest

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.procedural import create
from dreamwindow.model.recipe import ImageId, Recipe

PROMPTS = ("neon cyberpunk city, rain", "mountain lake at dawn", "crystal zorgle", "paper lantern festival")


def recipe(prompt: str, seed: float = 5.25) -> Recipe:
    return Recipe(
        engine="procedural", model="procedural-1", kind="txt2img", prompt=prompt, seed=seed, width=136, height=96
    )


async def fingerprints(prompts: tuple[str, ...]) -> dict[str, str]:
    """A hash over a txt2img, an img2img and an in-between of each prompt."""
    out: dict[str, str] = {}
    async with create(EngineOptions()) as engine:
        for prompt in prompts:
            first = await engine.generate(recipe(prompt))
            parent = ImageId("image:" + hashlib.sha256(first.tobytes()).hexdigest())
            grown = await engine.generate(
                Recipe(
                    engine="procedural", model="procedural-1", kind="img2img", prompt=prompt, seed=9.5, strength=0.4,
                    width=136, height=96, parents=(parent,),
                ),
                first,
            )  # fmt: skip
            ends = [await engine.encode(first, recipe(prompt)), await engine.encode(grown)]  # type: ignore[attr-defined]
            middle = await engine.decode([await engine.interpolate(*ends, 0.4)])  # type: ignore[attr-defined]
            out[prompt] = hashlib.sha256(b"".join(p.tobytes() for p in (first, grown, middle[0]))).hexdigest()
    return out


@pytest.fixture
def threads() -> Iterator[None]:
    before = cv2.getNumThreads()
    yield
    cv2.setNumThreads(before)


async def test_the_order_of_calls_does_not_matter() -> None:
    assert await fingerprints(PROMPTS) == dict(reversed((await fingerprints(PROMPTS[::-1])).items()))


@pytest.mark.usefixtures("threads")
async def test_thread_settings_do_not_matter_and_are_put_back() -> None:
    expected = await fingerprints(PROMPTS)
    cv2.setNumThreads(4)
    assert await fingerprints(PROMPTS) == expected
    assert cv2.getNumThreads() == 4
    cv2.setNumThreads(4)
    async with create(EngineOptions()):
        assert cv2.getNumThreads() == 1


def test_processes_do_not_matter() -> None:
    program = f"import asyncio; from {__name__} import PROMPTS, fingerprints; print(asyncio.run(fingerprints(PROMPTS)))"
    results = set()
    for hash_seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed, "OPENCV_FOR_THREADS_NUM": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        results.add(done.stdout.strip())
    assert results == {str(asyncio.run(fingerprints(PROMPTS)))}
