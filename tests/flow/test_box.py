from __future__ import annotations

import asyncio

import pytest

from dreamwindow.flow.box import Closed, Newest, OneSlot
from tests.clock import VirtualClock


async def test_the_newest_item_is_taken_and_the_rest_is_counted() -> None:
    box: OneSlot[int] = OneSlot()
    for item in (1, 2, 3):
        box.put(item)
    assert (await box.get(), box.dropped) == (3, 2)


async def test_the_newest_few_are_taken_in_their_order() -> None:
    box: Newest[int] = Newest(2)
    for item in (1, 2, 3, 4):
        box.put(item)
    assert ([await box.get(), await box.get()], box.dropped) == ([3, 4], 2)


async def test_a_taker_waits_for_an_item(virtual_clock: VirtualClock) -> None:
    box: OneSlot[str] = OneSlot()
    asyncio.get_running_loop().call_later(5, box.put, "late")
    assert (await box.get(), virtual_clock.monotonic()) == ("late", 5)


async def test_a_closed_box_gives_what_is_in_it_and_then_ends() -> None:
    box: OneSlot[int] = OneSlot()
    box.put(1)
    box.close()
    box.put(2)
    assert await box.get() == 1
    with pytest.raises(Closed):
        await box.get()


async def test_closing_wakes_who_waits(virtual_clock: VirtualClock) -> None:
    box: OneSlot[int] = OneSlot()
    asyncio.get_running_loop().call_later(1, box.close)
    with pytest.raises(Closed):
        await box.get()


async def test_a_taker_that_gave_up_takes_nothing_away(virtual_clock: VirtualClock) -> None:
    box: OneSlot[int] = OneSlot()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await box.get()
    box.put(7)
    assert await box.get() == 7
