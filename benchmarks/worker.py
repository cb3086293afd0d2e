"""What it costs a frame at 512x512 that its engine works in another process; and through a pipe alone.

First with an engine that takes no time and gives its picture back: what is left is the way there and back. Then with
the embedded one. Milliseconds on the wall from asking to having the pixels, in turns with the same engine in this
process, and of this process's own processor time. ``--quick`` takes fewer turns.
"""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from types import TracebackType
from typing import Self, TypeAlias
from unittest.mock import patch

import numpy as np

from benchmarks.measure import Figure, Pair, cpu_ms, pair, wall_ms
from dreamwindow.contracts.engine import Engine, EngineFactory, EngineInfo, EngineOptions, Latent, LatentCodec, OnEvent
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine, segment
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId, Recipe

_Frame: TypeAlias = Callable[[], object]
_Kind: TypeAlias = Callable[[asyncio.Runner, Engine], _Frame]
SIDE = 512
TXT2IMG = Recipe(
    engine="procedural", model="procedural-1", kind="txt2img", prompt="mountain lake at dawn", seed=1.0, width=SIDE,
    height=SIDE,
)  # fmt: skip
IMG2IMG = dataclasses.replace(TXT2IMG, kind="img2img", strength=0.4, parents=(ImageId("image:" + "0" * 64),))


class Mirror:
    """An engine that gives its picture back."""

    info = EngineInfo(name="mirror", model="mirror-1")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """``init_image``, or black."""
        return init_image if init_image is not None else np.zeros((recipe.height, recipe.width, 3), np.uint8)

    async def release(self) -> None:
        """There is nothing to give back."""


def mirror(options: EngineOptions) -> Engine:
    """A `Mirror`."""
    return Mirror()


def main(argv: Sequence[str]) -> None:
    """Print each kind of frame, made in another process and in ours."""
    turns = 20 if "--quick" in argv else 100
    _compare(mirror, {"no time": _img2img}, 10 * turns)
    _compare(partial(registry.create, "procedural"), KINDS, turns)


def _compare(factory: EngineFactory, kinds: Mapping[str, _Kind], turns: int) -> None:
    options = EngineOptions()
    engines = factory(options), HostedEngine(factory, options), HostedEngine(factory, options)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            ours, shared, piped = [runner.run(stack.enter_async_context(engine)) for engine in engines]
            runner.run(_made_room(shared))
            with patch.object(segment, "_room", lambda: 0):  # what is made from here on goes through the pipe
                for name, kind in kinds.items():
                    _print(name, [kind(runner, engine) for engine in (ours, shared, piped)], turns)
        finally:
            runner.run(stack.aclose())


def _print(name: str, ways: Sequence[_Frame], turns: int) -> None:
    ours, shared, piped = ways
    for what, timer in (("wall", wall_ms), ("cpu here", cpu_ms)):
        both = pair((f"{name}, own process, {what}", shared), (f"{name}, in ours, {what}", ours), turns, timer)
        print(f"{both.ours}\n{both.other}\n{_added(name, what, both)}")
    print(pair((f"{name}, shared memory", shared), (f"{name}, pipe", piped), turns))


def _added(name: str, what: str, both: Pair) -> Figure:
    turns = zip(both.ours.samples, both.other.samples, strict=True)
    return Figure(f"{name}, added, {what}", [own - shared for own, shared in turns])


async def _made_room(engine: Engine) -> None:
    """Let its shared memory grow to what a frame needs, both ways."""
    await engine.generate(IMG2IMG, await engine.generate(TXT2IMG))


def _txt2img(runner: asyncio.Runner, engine: Engine) -> _Frame:
    seeds = itertools.count(1)
    return lambda: runner.run(engine.generate(dataclasses.replace(TXT2IMG, seed=1 + next(seeds) * 0.05)))


def _img2img(runner: asyncio.Runner, engine: Engine) -> _Frame:
    picture = runner.run(engine.generate(TXT2IMG))

    def grow() -> None:
        nonlocal picture
        picture = runner.run(engine.generate(IMG2IMG, picture))

    return grow


def _between(runner: asyncio.Runner, engine: Engine) -> _Frame:
    """From a picture to one that is grown from it, so that a residual is carried along."""
    places = itertools.cycle(np.linspace(0.05, 0.95, 19).tolist())
    a, b = runner.run(_ends(engine))
    return lambda: runner.run(_walked(engine, a, b, next(places)))


async def _ends(engine: Engine) -> tuple[Latent, Latent]:
    assert isinstance(engine, LatentCodec)
    start = await engine.generate(TXT2IMG)
    grown = await engine.generate(IMG2IMG, start)
    return await engine.encode(start, TXT2IMG), await engine.encode(grown, IMG2IMG)


async def _walked(engine: Engine, a: Latent, b: Latent, t: float) -> None:
    assert isinstance(engine, LatentCodec)
    await engine.decode([await engine.interpolate(a, b, t)])


KINDS: dict[str, _Kind] = {
    "txt2img": _txt2img, "img2img": _img2img, "in-between": _between,
}  # fmt: skip
