"""An engine of somebody who errs: it costs pictures, never the dream."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from dreamwindow.contracts.engine import Latent, OnEvent
from dreamwindow.engines.sharing import Sharing
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.flow.turns import Taker
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped
from tests.dream.stage import dreaming, small

RECIPE = Recipe(engine="procedural", model="procedural-1", kind="txt2img", prompt="a lake", seed=1, width=64, height=64)
GREY = np.full((64, 64, 3), 90, np.uint8)


class Gives(Wrapped):
    """Gives ``made`` for every picture and for every walk."""

    def __init__(self, made: Any, pictures: Sequence[Any] = ()) -> None:
        super().__init__()
        self._made = made
        self._pictures = list(pictures)

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        return self._made  # type: ignore[no-any-return]

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        return image

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        return self._pictures

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        return a


def stumbles(times: int) -> Wrapped:
    """An engine whose 3rd picture, and so many from there on, ends in a bug."""
    asked: list[str] = []

    def before(recipe: Recipe) -> None:
        asked.append(recipe.id)
        if 3 <= len(asked) < 3 + times:
            raise ZeroDivisionError("a bug of theirs")

    return Wrapped(before)


async def test_a_bug_of_an_engine_costs_its_pictures_and_not_the_dream(
    virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    async with stumbles(3) as engine:
        lease = Sharing().lease(engine, Taker("dream"))
        async with dreaming(virtual_clock, lease, small(mode="img2img")) as stage:
            await stage.until_shown(12)
    assert [one.frame.number for one in stage.shown] == list(range(1, len(stage.shown) + 1))
    failed = [str(event) for event in stage.heard(ev.SegmentFailed)]
    assert len(failed) == 3
    assert all("procedural has a bug: ZeroDivisionError: a bug of theirs" in one for one in failed)
    traces = [record for record in caplog.records if "in before" in record.getMessage()]
    assert [record.levelno for record in traces] == [logging.ERROR]  # the same bug thrice is one traceback


async def test_control_without_a_lease_it_ends_the_dream(virtual_clock: VirtualClock) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        async with dreaming(virtual_clock, stumbles(3), small(mode="img2img")) as stage:
            await stage.until_shown(12)
    assert caught.group_contains(ZeroDivisionError)


@pytest.mark.parametrize("made", [None, GREY.astype(np.float32), GREY[..., 0], np.zeros((64, 64, 4), np.uint8)])
async def test_what_is_no_picture_is_a_failed_one(made: Any) -> None:
    with pytest.raises(GenerationFailed, match="procedural has a bug: it gave"):
        await Sharing().lease(Gives(made), Taker("x")).generate(RECIPE)


@pytest.mark.parametrize("pictures", [[], [GREY, None], [GREY, GREY, GREY]])
async def test_a_walk_that_is_not_one_picture_a_latent_has_failed(pictures: list[Any]) -> None:
    lease = Sharing().lease(Gives(GREY, pictures), Taker("x"))
    with pytest.raises(GenerationFailed, match="procedural has a bug"):
        await lease.decode([GREY, GREY])  # type: ignore[attr-defined]


async def test_too_little_memory_is_tried_again() -> None:
    def before(recipe: Recipe) -> None:
        raise MemoryError

    with pytest.raises(EngineUnavailable, match="out of memory"):
        await Sharing().lease(Wrapped(before), Taker("x")).generate(RECIPE)


async def test_a_bug_in_letting_go_of_memory_is_logged_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    class Clings(Wrapped):
        async def release(self) -> None:
            raise RuntimeError("not mine to give")

    await Sharing().lease(Clings(), Taker("x")).release()
    assert "gives no memory back" in caplog.text
    assert "not mine to give" in caplog.text
