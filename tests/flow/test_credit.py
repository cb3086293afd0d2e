from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.flow.credit import Credit
from tests.clock import VirtualClock


async def test_the_window_is_as_wide_as_it_says(virtual_clock: VirtualClock) -> None:
    credit = Credit(2)
    for seq in (1, 2):
        await credit.room()
        assert credit.spend() == seq
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await credit.room()


async def test_an_acknowledgement_makes_room(virtual_clock: VirtualClock) -> None:
    credit = Credit(1)
    credit.spend()
    asyncio.get_running_loop().call_later(3, credit.acknowledge, 1)
    await credit.room()
    assert (credit.in_flight, virtual_clock.monotonic()) == (0, 3)


def test_an_acknowledgement_covers_all_before_it() -> None:
    credit = Credit(2)
    credit.spend(), credit.spend()
    assert credit.acknowledge(2)
    assert credit.in_flight == 0


@pytest.mark.parametrize("seq", [-1, 0, 3])
def test_what_was_never_sent_cannot_be_acknowledged(seq: int) -> None:
    credit = Credit(2)
    credit.spend(), credit.spend()
    assert not credit.acknowledge(seq)
    assert credit.in_flight == 2


@given(st.integers(1, 4), st.lists(st.one_of(st.none(), st.integers(-2, 40))))
def test_whatever_a_peer_acknowledges_the_window_holds(window: int, steps: list[int | None]) -> None:
    async def run() -> None:
        credit = Credit(window)
        for step in steps:
            if step is not None:
                credit.acknowledge(step)
            elif credit.in_flight < window:
                async with asyncio.timeout(0):
                    await credit.room()
                credit.spend()
            assert 0 <= credit.in_flight <= window

    asyncio.run(run())
