"""A thousand pictures of a diffusion model leave its process as large as the first five hundred.

In turns from words, from pictures, from a camera and between pictures, with ever other words and seeds, in a process
of its own. What that grows by over the last half, a frame, must be under `_GROWS_KB`. Its control keeps every picture,
which must be found out. With ``--model`` any model, on whatever device it takes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import numpy as np
import psutil

from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.contracts.stream import EngineStream
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.imaging.codec import image_id
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings

_GROWS_KB = 4.0
"""A 64x64 picture is 12 KB: who kept one of each four would be found out."""


@dataclass(slots=True)
class Sizes:
    """The process's memory in kilobytes after each ``every`` frames."""

    every: int
    kb: list[float] = field(default_factory=list)

    @property
    def growth_kb(self) -> float:
        """A frame, over the last half: the slope of a straight line through it."""
        half = self.kb[len(self.kb) // 2 :]
        return float(np.polyfit(np.arange(len(half)) * self.every, half, 1)[0])


async def run(model: str, frames: int, side: int) -> Sizes:
    """Make them, and look."""
    sizes = Sizes(max(1, frames // 20))
    engine = registry.create("diffusers", EngineOptions(model=model))
    assert isinstance(engine, HostedEngine)
    settings = Settings(prompt="a lake", strength=0.5, num_inference_steps=1, guidance_scale=0.0, seed=1)
    async with engine, engine.open_stream(settings) as stream:  # type: ignore[attr-defined]
        pixels = np.zeros((side, side, 3), np.uint8)
        for number in range(1, frames + 1):
            pixels = await _next(engine, stream, settings, pixels, number)
            if number % sizes.every == 0:
                assert engine.pid is not None
                sizes.kb.append(psutil.Process(engine.pid).memory_info().rss / 1024)
    return sizes


async def _next(engine: HostedEngine, stream: EngineStream, settings: Settings, before: Pixels, number: int) -> Pixels:
    side = before.shape[0]
    recipe = Recipe(
        engine="diffusers", model=engine.info.model, kind="txt2img" if number % 4 == 1 else "img2img",
        prompt=f"lake {number}", seed=number, width=side, height=side, strength=0.5,
        parents=() if number % 4 == 1 else (image_id(before),),
    )  # fmt: skip
    if number % 4 in (1, 2):
        return await engine.generate(recipe, None if number % 4 == 1 else before)
    if number % 4 == 3:
        return await stream.restyle(before, settings.changed(prompt=f"embers {number}"), number / 30)
    a, b = [await engine.encode(image) for image in (before, 255 - before)]  # type: ignore[attr-defined]
    pictures: list[Pixels] = await engine.decode([await engine.interpolate(a, b, 0.5)])  # type: ignore[attr-defined]
    return pictures[0]


@contextmanager
def tiny() -> Iterator[str]:
    """A tiny model's folder. For so little work a second thread would only be waited for."""
    from trials.tiny_models import turbo

    os.environ.setdefault("OMP_NUM_THREADS", "1")

    with tempfile.TemporaryDirectory(prefix="dreamwindow-tiny-") as folder:
        turbo(Path(folder))
        yield folder


def main(argv: Sequence[str]) -> int:
    """Run it, and the control; 0 if the memory was flat and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials diffusers_memory", description=__doc__)
    parser.add_argument("--frames", type=int, default=1000)
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--model")
    options = parser.parse_args(argv)
    with tiny() as folder:
        sizes = asyncio.run(run(options.model or folder, options.frames, options.side))
        print(f"{options.frames} frames: {sizes.kb[0] / 1024:.0f} MB, then {sizes.kb[-1] / 1024:.0f} MB;", end=" ")
        print(f"{sizes.growth_kb:+.2f} KB a frame over the last half", flush=True)
        with patch.object(registry, "create", lambda _, options: HostedEngine(_hoarding, options)):
            control = asyncio.run(run(folder, options.frames, 64))
        print(f"control, every picture kept: {control.growth_kb:+.2f} KB a frame")
    return 0 if sizes.growth_kb < _GROWS_KB < control.growth_kb else 1


def _hoarding(options: EngineOptions) -> Engine:
    """The defect, in the engine's process: an encoder that keeps what it decodes."""
    from dreamwindow.engines.diffusers import create
    from dreamwindow.engines.diffusers.latent_encoder import LatentEncoder

    kept: list[Pixels] = []
    decode = LatentEncoder.decode_batch

    def keeping(self: LatentEncoder, latents: object) -> list[Pixels]:
        made = decode(self, latents)
        kept.extend(made)
        return made

    LatentEncoder.decode_batch = keeping  # type: ignore[method-assign]
    return create(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
