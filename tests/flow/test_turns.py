from __future__ import annotations

import asyncio

import pytest

from dreamwindow.flow.turns import Taker, Turns
from tests.clock import VirtualClock


async def take(turns: Turns, taker: Taker, times: int, clock: VirtualClock, order: list[str]) -> None:
    for _ in range(times):
        async with turns.turn(taker):
            order.append(taker.name)
            await clock.sleep(1)


async def test_whoever_waits_is_served_in_a_circle(virtual_clock: VirtualClock) -> None:
    turns, order = Turns(), list[str]()
    async with asyncio.TaskGroup() as tasks:
        for name in "abc":
            tasks.create_task(take(turns, Taker(name), 3, virtual_clock, order))
    assert order == list("abcabcabc")
    assert virtual_clock.monotonic() == 9


async def test_who_comes_back_at_once_waits_for_the_others(virtual_clock: VirtualClock) -> None:
    """Two tasks of one taker gain it nothing."""
    turns, order = Turns(), list[str]()
    greedy, modest = Taker("greedy"), Taker("modest")
    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            tasks.create_task(take(turns, greedy, 4, virtual_clock, order))
        tasks.create_task(take(turns, modest, 4, virtual_clock, order))
    assert order[:8].count("modest") == 4
    assert (greedy.turns, modest.turns) == (12, 4)


@pytest.mark.parametrize("others", [["b"], []])
async def test_who_gives_up_in_the_moment_of_its_turn_disturbs_nobody(
    virtual_clock: VirtualClock, others: list[str]
) -> None:
    turns, order = Turns(), list[str]()
    async with asyncio.TaskGroup() as tasks, turns.turn(Taker("a")):
        gone = tasks.create_task(take(turns, Taker("gone"), 1, virtual_clock, order))
        for name in others:
            tasks.create_task(take(turns, Taker(name), 1, virtual_clock, order))
        await asyncio.sleep(0)
        gone.cancel()
    async with asyncio.timeout(1), turns.turn(Taker("last")):
        assert order == others


async def test_who_gives_up_holds_up_nobody(virtual_clock: VirtualClock) -> None:
    turns, order = Turns(), list[str]()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(take(turns, Taker("a"), 1, virtual_clock, order))
        await asyncio.sleep(0)
        gone = tasks.create_task(take(turns, Taker("gone"), 1, virtual_clock, order))
        tasks.create_task(take(turns, Taker("b"), 1, virtual_clock, order))
        await asyncio.sleep(0)
        gone.cancel()
    assert order == ["a", "b"]


async def test_a_turn_given_to_one_who_just_went_is_passed_on(virtual_clock: VirtualClock) -> None:
    turns, order = Turns(), list[str]()
    async with asyncio.TaskGroup() as tasks:
        async with turns.turn(Taker("a")):
            gone = tasks.create_task(take(turns, Taker("gone"), 1, virtual_clock, order))
            tasks.create_task(take(turns, Taker("b"), 1, virtual_clock, order))
            await asyncio.sleep(0)
        gone.cancel()  # it has the turn already, and has not heard of it yet
    assert order == ["b"]


async def test_a_fault_in_a_turn_ends_the_turn() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="broken"):
        async with turns.turn(Taker("a")):
            raise ValueError("broken")
    async with asyncio.timeout(1), turns.turn(Taker("b")):
        pass
