"""Neither the process that asks nor the one that hosts the engine grows over 1,000 frames; release frees the latter.

A frame is a picture grown from the last, its latent, and an in-between. Memory is what is the processes' own (USS),
read when ``settled`` frames have been made and at the end. Its control is a host that never tells its process which
latents nobody needs any more: that must be found out.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from unittest.mock import patch

import psutil

from dreamwindow.contracts.engine import EngineOptions, LatentCodec
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.engines.worker.messages import Request
from dreamwindow.imaging.codec import image_id
from dreamwindow.model.recipe import Recipe

_MB = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Pictures of ``side`` pixels. What is made after ``settled`` frames may add ``growth_mb`` to neither process."""

    frames: int = 1000
    settled: int = 300
    side: int = 256
    growth_mb: float = 10.0


@dataclass(frozen=True, slots=True)
class Story:
    """Megabytes: here and there, when settled and at the end; whether release ended the process and it came again."""

    settled: tuple[float, float]
    ended: tuple[float, float]
    released: bool

    def wrong(self, plan: Plan) -> list[str]:
        """Sentences; there must be none."""
        grown = [
            f"{where}: {before:.1f} MB became {after:.1f}"
            for where, before, after in zip(("here", "there"), self.settled, self.ended, strict=True)
            if after - before > plan.growth_mb
        ]
        return grown if self.released else [*grown, "the process did not go, or no frame came after it"]


async def work(plan: Plan) -> Story:
    """Make the frames."""
    first = Recipe(
        engine="procedural", model="procedural-1", kind="txt2img", prompt="embers", seed=1, width=plan.side,
        height=plan.side,
    )  # fmt: skip
    async with HostedEngine(partial(registry.create, "procedural"), EngineOptions()) as engine:
        assert isinstance(engine, LatentCodec)
        picture, recipe = await engine.generate(first), first
        latent, settled = await engine.encode(picture, recipe), (0.0, 0.0)
        for turn in range(plan.frames):
            grown_from = (await asyncio.to_thread(image_id, picture),)
            recipe = replace(first, kind="img2img", strength=0.4, seed=turn * 0.1, parents=grown_from)
            picture = await engine.generate(recipe, picture)
            before, latent = latent, await engine.encode(picture, recipe)
            await engine.decode([await engine.interpolate(before, latent, 0.5)])
            if turn == plan.settled:
                settled = _own_mb(engine)
        ended = _own_mb(engine)
        return Story(settled, ended, await _is_released(engine, first))


async def _is_released(engine: HostedEngine, recipe: Recipe) -> bool:
    pid = engine.pid
    await engine.release()
    gone = pid is not None and not psutil.pid_exists(pid)
    return gone and (await engine.generate(recipe)).shape == (recipe.height, recipe.width, 3)


def _own_mb(engine: HostedEngine) -> tuple[float, float]:
    here, there = psutil.Process().memory_full_info().uss, psutil.Process(engine.pid).memory_full_info().uss
    return here / _MB, there / _MB


def judge(plan: Plan, *, defect: bool = False) -> tuple[Story, list[str]]:
    """Make them, and say what was wrong; with the defect nothing is ever dropped."""
    if not defect:
        story = asyncio.run(work(plan))
    else:
        with patch("dreamwindow.engines.worker.link.Request", lambda number, work, _: Request(number, work)):
            story = asyncio.run(work(plan))
    return story, story.wrong(plan)


def main(argv: Sequence[str]) -> int:
    """Run it, and the control; 0 if nothing was wrong and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials worker_memory", description=__doc__)
    parser.add_argument("--frames", type=int, default=1000)
    plan = Plan(frames=parser.parse_args(argv).frames)
    story, wrong = judge(plan)
    here, there = zip(story.settled, story.ended, strict=True)
    said = f"here {here[0]:.1f} MB -> {here[1]:.1f}, there {there[0]:.1f} MB -> {there[1]:.1f}"
    print(f"{plan.frames} frames, from the {plan.settled}th: {said}: {'; '.join(wrong) or 'nothing wrong'}")
    _, found = judge(replace(plan, frames=500), defect=True)
    print(f"control, no latent is ever dropped: {'; '.join(found) or 'not found out'}")
    return 0 if not wrong and found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
