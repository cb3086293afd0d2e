"""Our loop over a diffusion model beside diffusers' own pipeline, everything else equal; on a GPU, how fast it is.

On a processor: tiny models with random weights, whose arithmetic is next to nothing, so that what is left is what a
picture costs around it. In turns, both make 64x64 pictures from the same words, each time of another seed: ours, and a
plain ``pipe(...)`` with its progress bar off. Milliseconds of this process's processor time, on one thread.
``--quick`` takes fewer turns; ``--gpu`` is told in `benchmarks.diffusers_gpu`.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.measure import cpu_ms, pair
from dreamwindow.errors import MissingExtra
from dreamwindow.model.recipe import Recipe

MODELS = {"sd15": 4, "turbo": 1, "sdxl": 4, "flux-schnell": 4}
"""Tiny models, and the steps that each runs."""
_SIDE = 64


def main(argv: Sequence[str]) -> None:
    """Print milliseconds a picture, ours and a plain pipeline's; with ``--gpu`` frames a second."""
    from dreamwindow.engines.diffusers.extras import check_installed

    try:
        check_installed()
    except MissingExtra as error:
        print(error)
        return
    with tempfile.TemporaryDirectory(prefix="dreamwindow-tiny-") as folder:
        if "--gpu" in argv:
            from benchmarks.diffusers_gpu import measure

            measure(Path(folder), 50 if "--quick" in argv else 500)
            return
        for name, steps in MODELS.items():
            ours, theirs = _ours(Path(folder), name, steps), _theirs(Path(folder), name, steps)
            found = pair(
                (f"{name}, {steps} step(s)", ours), ("pipe(...)", theirs), 10 if "--quick" in argv else 60, cpu_ms
            )
            print(found)
            print(f"{'less a picture':<44} {found.other.median - found.ours.median:9.2f} ms\n")


def _ours(folder: Path, name: str, steps: int) -> Callable[[], object]:
    import torch

    from dreamwindow.contracts.engine import EngineOptions
    from dreamwindow.engines.diffusers.device import find_place
    from dreamwindow.engines.diffusers.pipeline import Pipeline
    from dreamwindow.engines.diffusers.settings import EngineSettings
    from trials.tiny_models import MAKERS

    torch.set_num_threads(1)
    MAKERS[name](folder / name)
    options = EngineOptions(model=str(folder / name), extra={"channels_last": False})
    model, seeds = Pipeline.load(EngineSettings.of(options), find_place("cpu", "auto")), itertools.count()

    def make() -> object:
        recipe = Recipe(
            engine="diffusers", model=name, kind="txt2img", prompt="a lake at dawn", seed=next(seeds), width=_SIDE,
            height=_SIDE, num_inference_steps=steps, guidance_scale=0.0,
        )  # fmt: skip
        with torch.inference_mode():
            return model.generate(recipe, None, lambda _: None)

    return make


def _theirs(folder: Path, name: str, steps: int) -> Callable[[], object]:
    import diffusers
    import torch

    from dreamwindow.engines.diffusers.samplers import sampler_class

    pipe = diffusers.AutoPipelineForText2Image.from_pretrained(str(folder / name), local_files_only=True)
    sampler = getattr(diffusers, sampler_class(None, type(pipe.scheduler).__name__))
    pipe.scheduler = sampler.from_config(pipe.scheduler.config)
    pipe.set_progress_bar_config(disable=True)
    seeds = itertools.count()

    def make() -> object:
        made = pipe(
            "a lake at dawn", num_inference_steps=steps, guidance_scale=0.0, width=_SIDE, height=_SIDE,
            generator=torch.Generator("cpu").manual_seed(next(seeds)),
        )  # fmt: skip
        return np.asarray(made.images[0])

    return make
