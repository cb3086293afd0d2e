"""Another engine takes over while the dream goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.dream.growth import Grown, Growth
from dreamwindow.errors import EngineUnavailable
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped
from tests.dream.stage import SIDE, dreaming, small

MODES = ["img2img", "interpolate", "hybrid"]
TXT = Recipe(
    engine="procedural", model="procedural-1", kind="txt2img", prompt="lake", seed=3.0, width=SIDE, height=SIDE
)


class Counting(Wrapped):
    """An engine of some name, which counts the pictures that it was asked for."""

    def __init__(self, name: str = "procedural", takes_s: float = 0.0, clock: Clock | None = None) -> None:
        super().__init__(self._count, takes_s, clock)
        self._name = name
        self.asked: list[Recipe] = []

    @property
    def info(self) -> EngineInfo:
        return replace(super().info, name=self._name, model=f"{self._name}-1")

    def _count(self, recipe: Recipe) -> None:
        self.asked.append(recipe)


@dataclass(frozen=True)
class _Latent:
    pixels: Pixels
    maker: str


class Latents(Counting):
    """One whose latents are no other engine's."""

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> _Latent:
        assert recipe is None or recipe.engine == self._name
        return _Latent(image, self._name)

    async def decode(self, latents: Sequence[_Latent]) -> list[Pixels]:
        return [self._own(latent).pixels for latent in latents]

    async def interpolate(self, a: _Latent, b: _Latent, t: float) -> _Latent:
        return self._own(b if t > 0.5 else a)

    def _own(self, latent: _Latent) -> _Latent:
        if latent.maker != self._name:
            raise TypeError(f"a latent of {latent.maker} in {self._name}")
        return latent


@asynccontextmanager
async def opened(engine: Counting) -> AsyncIterator[Counting]:
    async with engine:
        yield engine


def makers(shown: Sequence[ShownFrame]) -> list[str]:
    return [s.frame.recipe.engine for s in shown]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", [Counting, Latents])
async def test_the_dream_goes_on_from_its_newest_picture_on_the_other_engine(
    virtual_clock: VirtualClock, mode: str, kind: type[Counting]
) -> None:
    before = kind("procedural")
    async with opened(kind("other")) as other, dreaming(virtual_clock, before, small(mode=mode)) as stage:
        await stage.until_shown(10)
        taken = stage.controller.change_engine(other)
        await taken.wait()
        asked, at = len(before.asked), len(stage.shown)
        await stage.until_shown(at + 20)
        assert len(before.asked) == asked
    assert [s.frame.number for s in stage.shown] == list(range(1, len(stage.shown) + 1))
    assert makers(stage.shown) == sorted(makers(stage.shown), reverse=True)
    assert makers(stage.shown)[-1] == "other"
    assert not any(s.frame.cut for s in stage.shown[1:])
    (event,) = stage.heard(ev.EngineTaken)
    assert event == ev.EngineTaken("other", "other-1")


async def test_a_picture_that_takes_long_is_not_waited_for(virtual_clock: VirtualClock) -> None:
    slow = Counting("procedural", takes_s=60.0, clock=virtual_clock)
    async with opened(Counting("other")) as other, dreaming(virtual_clock, slow, small(mode="img2img")) as stage:
        await stage.until_shown(1)
        began = virtual_clock.monotonic()
        await stage.controller.change_engine(other).wait()
        await stage.until_shown(10)
        assert virtual_clock.monotonic() - began < 10


async def test_an_engine_that_is_away_is_left_at_once(virtual_clock: VirtualClock) -> None:
    def away(_: Recipe) -> None:
        raise EngineUnavailable("nobody answers")

    async with opened(Counting("other")) as other, dreaming(virtual_clock, Wrapped(away)) as stage:
        await virtual_clock.sleep(60)
        began = virtual_clock.monotonic()
        await stage.controller.change_engine(other).wait()
        assert virtual_clock.monotonic() == began
        await stage.until_shown(6)
        failures = len(stage.heard(ev.SegmentFailed))
        await virtual_clock.sleep(30)
        assert len(stage.heard(ev.SegmentFailed)) == failures
    assert set(makers(stage.shown)) == {"other"}


async def test_a_pause_lasts_and_ends_on_the_other_engine(virtual_clock: VirtualClock) -> None:
    async with opened(Counting("other")) as other, dreaming(virtual_clock) as stage:
        await stage.until_shown(5)
        stage.controller.pause()
        await virtual_clock.sleep(2)
        await stage.controller.change_engine(other).wait()
        await virtual_clock.sleep(60)
        assert not other.asked
        stage.controller.resume()
        await stage.until_shown(len(stage.shown) + 12)
    assert makers(stage.shown)[-1] == "other"


async def test_a_latent_is_read_by_nobody_but_its_maker(virtual_clock: VirtualClock) -> None:
    ours, theirs = Latents("procedural"), Latents("other")
    async with opened(ours), opened(theirs):
        one, two = Growth(ours), Growth(theirs)
        a = await one.grow(TXT)
        b = await one.grow(replace(TXT, seed=4.0))
        between = replace(TXT, kind="interpolate", parents=(a.id, b.id), t=0.5)
        await one.grow(between, [a, b])
        assert (await two.grow(between, [a, b])).pixels.shape == (SIDE, SIDE, 3)
        foreign = Grown(a.id, a.pixels, a.recipe, _Latent(a.pixels, "procedural"), theirs)
        with pytest.raises(TypeError, match="a latent of procedural in other"):
            await two.grow(between, [foreign, b])
