"""What is this engine's own behind the engine seam."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from dreamwindow.contracts.engine import EngineOptions, LatentCodec
from dreamwindow.engines.procedural import create
from dreamwindow.errors import GenerationFailed, InvalidRecipe, UnknownName
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId, Recipe

PARENT = ImageId("image:" + "0" * 64)


def recipe(**changes: Any) -> Recipe:
    base = Recipe(
        engine="procedural", model="procedural-1", kind="txt2img", prompt="sea", seed=1.0, width=64, height=64
    )  # fmt: skip
    return replace(base, **changes)


@pytest.mark.parametrize("model", [None, "procedural", "procedural-1"])
async def test_answers_to_its_model_names(model: str | None) -> None:
    async with create(EngineOptions(model=model)) as engine:
        assert engine.info.model == "procedural-1"


def test_refuses_other_models_with_the_names() -> None:
    with pytest.raises(UnknownName, match="procedural-1"):
        create(EngineOptions(model="sdxl"))


async def test_says_what_its_pixels_depend_on_and_what_it_ignores() -> None:
    async with create(EngineOptions()) as engine:
        assert engine.info.deterministic
        assert {"opencv", "opencv_build", "cpu", "numpy", "procedural"} <= set(engine.info.versions)
        assert json.dumps(dict(engine.info.versions))
        assert engine.info.unused == ("guidance_scale", "num_inference_steps")
        assert isinstance(engine, LatentCodec)


async def test_refuses_to_work_unloaded() -> None:
    with pytest.raises(GenerationFailed, match="not loaded"):
        await create(EngineOptions()).generate(recipe())


@pytest.mark.parametrize(
    ("options", "what"),
    [({"fase": 1}, "phase, motion"), ({"phase": "x"}, "not a number"), ({"motion": 9}, "between 0 and 2")],
)
async def test_refuses_options_it_does_not_have(options: dict[str, Any], what: str) -> None:
    async with create(EngineOptions()) as engine:
        with pytest.raises(InvalidRecipe, match=what):
            await engine.generate(recipe(options=options))


async def test_a_phase_makes_a_seamless_loop() -> None:
    async with create(EngineOptions()) as engine:
        turn = [await engine.generate(recipe(options={"phase": 2 * np.pi * i / 8})) for i in range(9)]
    steps = [float(np.abs(a.astype(int) - b).mean()) for a, b in pairwise(turn)]
    assert float(np.abs(turn[0].astype(int) - turn[-1]).mean()) < 0.05
    assert min(steps) > 1


async def test_refuses_images_that_are_no_rgb_pixels() -> None:
    async with create(EngineOptions()) as engine:
        shapes = ((64, 64), np.uint8), ((64, 64, 3), np.float32), ((64, 64, 4), np.uint8)
        for shape, kind in shapes:
            image: Pixels = np.zeros(shape, kind)
            with pytest.raises(InvalidRecipe, match=r"\(H, W, 3\) uint8"):
                await engine.generate(recipe(kind="img2img", parents=(PARENT,)), image)


def test_looking_at_the_words_does_not_load_opencv() -> None:
    program = (
        "import sys; from dreamwindow.engines.procedural import words; words.understand('sea');"
        "print('cv2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
