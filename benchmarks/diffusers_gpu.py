"""A model of SD-Turbo's shape with random weights on a GPU: 512x512, half precision, img2img at one step.

Pictures one by one, as a stream of one and of four stages, and of eight cameras in one pass, each as it is and
compiled: frames a second, p50 and p95 of what a pass takes from bytes to bytes, and the most memory. About 4 GB of the
GPU's, and no download.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import repeat
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId, Recipe
from dreamwindow.model.settings import Settings

_SIDE = 512
_WARM = 10


def measure(folder: Path, turns: int) -> None:
    """Print the figures, or why there are none."""
    import torch

    from dreamwindow.contracts.engine import EngineOptions
    from dreamwindow.engines.diffusers.device import find_place
    from dreamwindow.engines.diffusers.pipeline import Pipeline
    from dreamwindow.engines.diffusers.settings import EngineSettings
    from trials.tiny_models import sd_turbo_shaped

    if not torch.cuda.is_available():
        print("torch finds no GPU here.")
        return
    sd_turbo_shaped(folder / "turbo")
    place = find_place("cuda", "float16")
    for compiled in ("", ", compiled"):
        options = EngineOptions(model=str(folder / "turbo"), extra={"compile": bool(compiled)})
        model = Pipeline.load(EngineSettings.of(options), place)
        ways = {
            "one by one": (_single(model), 1),
            "stream, 1 stage": (_stream(model, 1), 1),
            "stream, 4 stages": (_stream(model, 4), 1),
            "stream, 8 cameras": (_stream(model, 1, cameras=8), 8),
        }
        with torch.inference_mode():
            for name, (work, frames) in ways.items():
                _print(f"{place.name}: {name}{compiled}", work, frames, turns)
        print(f"at most {torch.cuda.max_memory_allocated(place.device) / 1e9:.2f} GB")
        del model, ways


def _print(name: str, work: Callable[[], object], frames: int, turns: int) -> None:
    """``work`` makes so many ``frames``."""
    for _ in range(_WARM):
        work()
    found = repeat(name, work, turns)
    print(
        f"{found}  p50 {found.median:.1f} p95 {found.quantile(0.95):.1f} ms, {1e3 * frames / found.median:.1f} frames/s"
    )


def _images() -> Callable[[], Pixels]:
    """A camera that moves."""
    image = np.random.default_rng(0).integers(0, 256, (_SIDE, _SIDE, 3), np.uint8)
    turns = itertools.count()
    return lambda: np.ascontiguousarray(np.roll(image, next(turns), axis=1))


def _single(model: Any) -> Callable[[], object]:
    images = _images()
    recipe = Recipe(
        engine="diffusers", model="turbo", kind="img2img", prompt="a lake", seed=1, width=_SIDE, height=_SIDE,
        strength=0.5, num_inference_steps=1, guidance_scale=0.0, parents=(ImageId("image:" + "0" * 64),),
    )  # fmt: skip
    return lambda: model.generate(recipe, images(), lambda _: None)


def _stream(model: Any, stages: int, cameras: int = 1) -> Callable[[], list[Pixels]]:
    from dreamwindow.engines.diffusers.stream.memory import Memory, Wish
    from dreamwindow.engines.diffusers.stream.restyling import restyled
    from dreamwindow.engines.diffusers.stream.similar import glance

    images, memories = _images(), list[Memory | None]([None] * cameras)
    settings = Settings(prompt="a lake", strength=0.5, num_inference_steps=2 * stages, guidance_scale=0.0, seed=1)

    def frame() -> list[Pixels]:
        taken = [images() for _ in range(cameras)]
        wishes = [Wish(image, glance(image), settings, before) for image, before in zip(taken, memories, strict=True)]
        made = [one for one in restyled(model, wishes, 0.0, lambda _: None) if isinstance(one, Memory)]
        memories[:] = made
        return [memory.shown for memory in made]

    return frame
