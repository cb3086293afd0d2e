from __future__ import annotations

import numpy as np

from dreamwindow.contracts.engine import OnEvent, Progress
from dreamwindow.dream.progress import ProgressReport
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped
from tests.dream.stage import dreaming, small


async def test_a_picture_that_is_soon_done_says_nothing(virtual_clock: VirtualClock) -> None:
    told: list[Progress] = []
    with ProgressReport(virtual_clock, told.append) as report:
        for step in range(4):
            await virtual_clock.sleep(0.1)
            report.hear(Progress(step / 4))
    assert told == []


async def test_one_that_takes_long_says_so_twice_a_second(virtual_clock: VirtualClock) -> None:
    told: list[Progress] = []
    with ProgressReport(virtual_clock, told.append) as report:
        for step in range(100):
            await virtual_clock.sleep(0.0625)
            report.hear(Progress(step / 100))
    assert [progress.fraction for progress in told] == [n / 100 for n in range(7, 100, 8)]


async def test_what_an_engine_says_too_late_is_not_heard(virtual_clock: VirtualClock) -> None:
    told: list[Progress] = []
    with ProgressReport(virtual_clock, told.append) as report:
        await virtual_clock.sleep(5)
    report.hear(Progress(1.0))
    assert told == []


class Slow(Wrapped):
    """Takes some seconds a picture, and shows it grey on the way."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._time = clock

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        for step in range(4):
            await self._time.sleep(0.6)
            if on_event is not None:
                on_event(Progress(step / 4, np.full((8, 8, 3), 128, np.uint8)))
        return await super().generate(recipe, init_image)


async def test_a_dream_tells_of_each_keyframe_how_far_it_is_and_what_is_seen(virtual_clock: VirtualClock) -> None:
    async with dreaming(virtual_clock, engine=Slow(virtual_clock), settings=small(mode="img2img")) as stage:
        await stage.until_shown(3)
    heard = [event for event in stage.events if isinstance(event, ev.Progressed)]
    assert [event.fraction for event in heard[:8]] == [0.0, 0.25, 0.5, 0.75] * 2
    assert all(event.preview is not None for event in heard)
