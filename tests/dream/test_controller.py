"""The loops together, on the embedded engine, in virtual time."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.growth import Grown, Growth
from dreamwindow.engines import registry
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.flow.box import Closed
from dreamwindow.imaging.codec import image_id
from dreamwindow.model import events as ev
from dreamwindow.model.frame import ShownFrame
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped
from tests.dream.stage import SIDE, dreaming, small

TXT = Recipe(
    engine="procedural", model="procedural-1", kind="txt2img", prompt="lake", seed=3.0, width=SIDE, height=SIDE
)
MODES = ["img2img", "interpolate", "hybrid"]


def numbers(shown: list[ShownFrame]) -> list[int]:
    return [s.frame.number for s in shown]


@pytest.mark.parametrize("mode", MODES)
async def test_frames_are_shown_in_order_without_a_hole_at_the_display_rate(
    virtual_clock: VirtualClock, mode: str
) -> None:
    async with dreaming(virtual_clock, settings=small(mode=mode)) as stage:
        await stage.until_shown(25)
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))
    gaps = np.diff([s.present_at_us for s in stage.shown[4:]])
    assert gaps == pytest.approx(np.full(len(gaps), 1e6 / 6), rel=0.51)


@pytest.mark.parametrize("mode", MODES)
async def test_a_run_of_n_frames_shows_n_and_completes(virtual_clock: VirtualClock, mode: str) -> None:
    async with dreaming(virtual_clock, settings=small(mode=mode), max_frames=15) as stage:
        await stage.until_shown(15)
        await virtual_clock.sleep(5)
    assert numbers(stage.shown) == list(range(1, 16))


async def test_the_same_seed_gives_the_same_dream(virtual_clock: VirtualClock) -> None:
    runs = []
    for _ in range(2):
        async with dreaming(virtual_clock, max_frames=14) as stage:
            await stage.until_shown(14)
        runs.append([s.frame.pixels.tobytes() for s in stage.shown])
    assert runs[0] == runs[1]


async def test_a_prompt_changes_the_dream_within_a_second_and_a_half_of_showing(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock, keyframe_interval_s=10.0) as stage:
        await stage.until_shown(20)
        stage.controller.steer(small(prompt="glowing embers", revision=2))
        at = len(stage.shown)
        await stage.until_shown(at + 15)
    first = next(s for s in stage.shown if s.frame.recipe.prompt == "glowing embers")
    assert first.frame.number - stage.shown[at - 1].frame.number <= 9
    assert first.frame.settings_rev == 2


async def test_a_pause_holds_the_picture_and_a_resume_goes_on_from_it(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock) as stage:
        await stage.until_shown(10)
        stage.controller.pause("manual")
        await virtual_clock.sleep(1)
        held = len(stage.shown)
        await virtual_clock.sleep(600)
        assert len(stage.shown) == held
        stage.controller.resume("manual")
        await stage.until_shown(held + 10)
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))


async def test_a_pause_releases_the_engine(virtual_clock: VirtualClock) -> None:
    engine = Wrapped()
    async with dreaming(virtual_clock, engine=engine) as stage:
        await stage.until_shown(3)
        stage.controller.pause("a game")
        await virtual_clock.sleep(1)
        assert engine.released == 1


async def test_a_skip_cuts_to_another_picture_at_once(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock, keyframe_interval_s=20.0, capacity=12) as stage:
        await stage.until_shown(20)
        at = len(stage.shown)
        stage.controller.skip()
        await stage.until_shown(at + 6)
    cuts = [s.frame.number for s in stage.shown if s.transition == "cut"]
    assert cuts in ([at + 1], [at + 2])
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))


async def test_an_engine_that_fails_for_a_while_is_waited_for(virtual_clock: VirtualClock) -> None:
    began = virtual_clock.monotonic()

    def away(recipe: Recipe) -> None:
        if 2 < virtual_clock.monotonic() - began < 3600:
            raise EngineUnavailable("The server is gone.")

    async with dreaming(virtual_clock, engine=Wrapped(away), settings=small(mode="img2img")) as stage:
        await virtual_clock.sleep(3600)
        before = len(stage.shown)
        await virtual_clock.sleep(5)
        assert len(stage.shown) > before + 3
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))
    assert stage.heard(ev.SegmentFailed)


async def test_a_picture_that_cannot_be_made_is_passed_over(virtual_clock: VirtualClock) -> None:
    refused: list[str] = []

    def picky(recipe: Recipe) -> None:
        if len(refused) < 3 and recipe.kind == "img2img":
            refused.append(recipe.id)
            raise GenerationFailed("not this one")

    async with dreaming(virtual_clock, engine=Wrapped(picky), settings=small(mode="img2img")) as stage:
        await stage.until_shown(12)
    assert len(set(refused)) == 3
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))


async def test_a_slow_engine_gets_long_fades_and_nothing_is_repeated(virtual_clock: VirtualClock) -> None:
    engine = Wrapped(takes_s=2.0, clock=virtual_clock)
    async with dreaming(virtual_clock, engine=engine, settings=small(mode="img2img")) as stage:
        await stage.until_shown(12)
    late = stage.shown[6:]
    assert [s.duration_us for s in late] == pytest.approx([2e6] * len(late), rel=0.2)


async def test_an_engine_without_latents_cross_fades(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock, engine=Wrapped()) as stage:
        await stage.until_shown(8)
    between = [s.frame for s in stage.shown if not s.frame.keyframe]
    assert between
    assert all(f.recipe.options == {"interpolation": "crossfade"} for f in between)


async def test_a_photograph_is_the_first_frame(virtual_clock: VirtualClock) -> None:
    photo = np.random.default_rng(1).integers(0, 255, (SIDE, SIDE, 3), dtype=np.uint8)
    async with dreaming(virtual_clock, origin=Grown(image_id(photo), photo)) as stage:
        await stage.until_shown(8)
    assert np.array_equal(stage.shown[0].frame.pixels, photo)
    assert not np.array_equal(stage.shown[7].frame.pixels, photo)


@pytest.mark.parametrize("mode", MODES)
async def test_a_branch_goes_on_from_exactly_those_pixels(virtual_clock: VirtualClock, mode: str) -> None:
    photo = np.random.default_rng(2).integers(0, 255, (SIDE, SIDE, 3), dtype=np.uint8)
    async with dreaming(virtual_clock, settings=small(mode=mode)) as stage:
        await stage.until_shown(10)
        at = len(stage.shown)
        stage.controller.branch(Grown(image_id(photo), photo))
        await stage.until_shown(at + 8)
    first = next(s.frame for s in stage.shown if s.frame.recipe.parents == (image_id(photo),))
    assert first.number <= at + 2
    assert np.array_equal(first.pixels, photo)
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))


@pytest.mark.parametrize("mode", MODES)
async def test_the_size_changes_while_it_dreams(virtual_clock: VirtualClock, mode: str) -> None:
    async with dreaming(virtual_clock, settings=small(mode=mode)) as stage:
        await stage.until_shown(10)
        stage.controller.steer(small(mode=mode, width=128, height=96, revision=2))
        await stage.until_shown(len(stage.shown) + 14)
    shapes = [s.frame.pixels.shape for s in stage.shown]
    assert shapes == sorted(shapes)
    assert shapes[-1] == (96, 128, 3)
    assert numbers(stage.shown) == list(range(1, len(stage.shown) + 1))


async def test_the_display_rate_changes_while_it_dreams(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock) as stage:
        await stage.until_shown(10)
        stage.controller.steer(small(display_rate_hz=2.0, revision=2))
        await stage.until_shown(30)
    assert np.diff([s.present_at_us for s in stage.shown[20:]]).mean() == pytest.approx(5e5, rel=0.3)


async def test_every_parent_of_a_shown_frame_was_told(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock) as stage:
        for wish in ("glowing embers", "northern lights", None, "city"):
            await stage.until_shown(len(stage.shown) + 9)
            stage.controller.steer(small(prompt=wish))
        stage.controller.skip()
        await stage.until_shown(len(stage.shown) + 9)
    told = {event.recipe.id for event in stage.events if isinstance(event, ev.RecipeUsed)}
    for shown in stage.shown:
        assert shown.frame.recipe.id in told
        assert set(shown.frame.recipe.parents) <= told


async def test_cancelling_the_run_closes_the_buffer(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock) as stage:
        await stage.until_shown(3)
    await asyncio.wait_for(_drained(stage.buffer), timeout=1)


async def _drained(buffer: FrameBuffer) -> None:
    while True:
        try:
            await buffer.get()
        except Closed:
            return


async def test_a_colour_correction_is_carried_out_and_can_be_repeated(virtual_clock: VirtualClock) -> None:
    async with registry.create("procedural", EngineOptions()) as engine:
        growth = Growth(engine)
        first = await growth.grow(TXT)
        plain = replace(TXT, kind="img2img", parents=(TXT.id,), strength=0.0)
        redder = replace(plain, options={"colour": [1.0, 0.0, 1.0, 20.0, 1.0, 0.0]})
        same = await growth.grow(plain, [first])
        red = [await growth.grow(redder, [first]) for _ in range(2)]
        between = replace(redder, kind="interpolate", parents=(TXT.id, redder.id), t=0.5)
        walked = await growth.grow(between, [first, red[0]])
    assert np.array_equal(same.pixels, first.pixels)
    assert np.array_equal(red[0].pixels, red[1].pixels)
    assert red[0].pixels[..., 0].mean() > first.pixels[..., 0].mean() + 3
    assert walked.pixels.shape == first.pixels.shape
