"""In-betweens that are decoded together, by an engine that says so; and the same dream by one that does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dreamwindow.contracts.engine import EngineInfo, EngineOptions, Latent, LatentCodec
from dreamwindow.engines import registry
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped
from tests.dream.stage import dreaming, small


class Batching(Wrapped):
    """The embedded engine with its latents, and a count of how many were decoded together each time."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.decoded: list[int] = []

    @property
    def info(self) -> EngineInfo:
        return replace(super().info, decode_batch=self._most)

    @property
    def codec(self) -> LatentCodec:
        assert isinstance(self._inner, LatentCodec)
        return self._inner

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        return await self.codec.encode(image, recipe)

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        return await self.codec.interpolate(a, b, t)

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        self.decoded.append(len(latents))
        return await self.codec.decode(latents)


async def dream(clock: VirtualClock, engine: Batching, frames: int = 49) -> list[ShownFrame]:
    async with dreaming(clock, engine=engine, keyframe_interval_s=4.0, max_frames=frames) as stage:
        await stage.until_shown(frames)
    return stage.shown


@pytest.mark.parametrize(
    ("most", "batches"), [(8, [1, 2, 4, 8, 8]), (3, [1, 2, 3, 3, 3, 3, 3, 3, 2]), (1, [1] * 23), (0, [1] * 23)]
)
async def test_the_first_comes_alone_and_then_more_at_once(
    virtual_clock: VirtualClock, most: int, batches: list[int]
) -> None:
    engine = Batching(most)
    await dream(virtual_clock, engine, frames=25)
    assert engine.decoded == batches


async def test_together_or_one_by_one_it_is_the_same_dream(virtual_clock: VirtualClock) -> None:
    together, alone = [await dream(virtual_clock, Batching(most)) for most in (8, 1)]
    assert [s.frame.number for s in together] == list(range(1, 50))
    assert [s.frame.recipe.id for s in together] == [s.frame.recipe.id for s in alone]
    assert all(a.frame.pixels.tobytes() == b.frame.pixels.tobytes() for a, b in zip(together, alone, strict=True))


async def test_a_change_does_not_wait_for_what_was_decoded_ahead(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock, engine=Batching(8), keyframe_interval_s=60.0) as stage:
        await stage.until_shown(20)
        stage.controller.steer(small(prompt="glowing embers", revision=2))
        at = len(stage.shown)
        await stage.until_shown(at + 15)
    first = next(s for s in stage.shown if s.frame.recipe.prompt == "glowing embers")
    assert first.frame.number - stage.shown[at - 1].frame.number <= 9
    assert [s.frame.number for s in stage.shown] == list(range(1, len(stage.shown) + 1))


async def test_the_embedded_engine_makes_one_at_a_time() -> None:
    async with registry.create("procedural", EngineOptions()) as engine:
        assert engine.info.decode_batch == 1
