from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import numpy as np
import pytest

from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.flow.box import Closed
from dreamwindow.model.frame import Frame
from dreamwindow.model.recipe import Recipe
from tests.clock import VirtualClock

RECIPE = Recipe(engine="e", model="m", kind="txt2img", prompt="p", seed=1.0, width=8, height=8)
PIXELS = np.zeros((8, 8, 3), np.uint8)


def frame(number: int) -> Frame:
    return Frame(
        number=number, pixels=PIXELS, recipe=RECIPE, keyframe=True, generation_time_s=0.0, made_at=datetime.now(UTC)
    )


async def test_a_full_buffer_makes_the_producer_wait(virtual_clock: VirtualClock) -> None:
    buffer = FrameBuffer(2)
    await buffer.put(frame(1))
    await buffer.put(frame(2))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(buffer.put(frame(3)), 1)
    assert (await buffer.get()).number == 1
    await buffer.put(frame(3))
    assert [(await buffer.get()).number for _ in range(2)] == [2, 3]


async def test_a_put_that_was_cancelled_leaves_no_frame_and_no_hole(virtual_clock: VirtualClock) -> None:
    buffer = FrameBuffer(1)
    await buffer.put(frame(1))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(buffer.put(frame(2)), 1)
    assert (len(buffer), buffer.next_number) == (1, 2)


async def test_numbers_out_of_order_are_refused() -> None:
    buffer = FrameBuffer(2)
    with pytest.raises(ValueError, match="frame 2 where 1 is next"):
        await buffer.put(frame(2))


async def test_what_is_dropped_gives_its_numbers_back() -> None:
    buffer = FrameBuffer(4)
    for number in (1, 2, 3):
        await buffer.put(frame(number))
    await buffer.get()
    assert await buffer.drop() == 1
    assert (len(buffer), buffer.next_number) == (0, 2)


async def test_a_closed_buffer_gives_what_it_has_and_takes_nothing() -> None:
    buffer = FrameBuffer(4)
    await buffer.put(frame(1))
    await buffer.close()
    assert (await buffer.get()).number == 1
    with pytest.raises(Closed):
        await buffer.get()
    with pytest.raises(Closed):
        await buffer.put(frame(2))
