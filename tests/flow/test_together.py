from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from dreamwindow.flow.turns import Place, Taker, Turns
from tests.clock import VirtualClock


class Oven:
    """Bakes what is brought for a second: ``batches`` says what was in together."""

    def __init__(self, clock: VirtualClock) -> None:
        self.batches: list[list[str]] = []
        self.broken_off = 0
        self._clock = clock

    async def bake(self, what: Sequence[str]) -> Sequence[str | Exception]:
        self.batches.append(list(what))
        try:
            await self._clock.sleep(1)
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        if "bomb" in what:
            raise ValueError("bang")
        return [KeyError(name) if name == "raw" else f"baked {name}" for name in what]


def four() -> int:
    return 4


async def baked(turns: Turns, oven: Oven, name: str, taker: Taker | None = None) -> str:
    async with turns.turn(taker or Taker(name), four) as place:
        return await place.bring(name, oven.bake)


async def test_those_who_share_are_worked_on_at_once_and_get_what_is_theirs(virtual_clock: VirtualClock) -> None:
    turns, oven = Turns(), Oven(virtual_clock)
    made = await asyncio.gather(*(baked(turns, oven, name) for name in "abcdef"))
    assert made == [f"baked {name}" for name in "abcdef"]
    assert oven.batches == [["a"], ["b", "c", "d", "e"], ["f"]]  # the first is alone there; four fit in


async def test_who_comes_before_the_work_begins_is_let_in(virtual_clock: VirtualClock) -> None:
    turns, oven = Turns(), Oven(virtual_clock)

    async def slowly() -> str:
        async with turns.turn(Taker("slow"), four) as place:
            await virtual_clock.sleep(0.5)
            return await place.bring("slow", oven.bake)

    first = asyncio.create_task(slowly())
    await virtual_clock.sleep(0.2)
    assert await baked(turns, oven, "late") == "baked late"
    assert await first == "baked slow"
    assert oven.batches == [["late", "slow"]]
    assert virtual_clock.monotonic() == 1.5


async def test_who_is_alone_with_it_shares_with_nobody(virtual_clock: VirtualClock) -> None:
    """Two that share and one that does not: its turns are as many as theirs."""
    turns, oven = Turns(), Oven(virtual_clock)
    order: list[str] = []

    async def alone(taker: Taker) -> None:
        for _ in range(3):
            async with turns.turn(taker):
                order.append("alone")
                await virtual_clock.sleep(1)

    async def sharing(taker: Taker) -> None:
        for _ in range(3):
            await baked(turns, oven, taker.name, taker)
            order.append(taker.name)

    takers = Taker("dream"), Taker("a"), Taker("b")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(alone(takers[0]))
        for taker in takers[1:]:
            tasks.create_task(sharing(taker))
    assert order == ["alone", "a", "b"] * 3
    assert oven.batches == [["a", "b"]] * 3
    assert [taker.turns for taker in takers] == [3, 3, 3]


async def test_one_taker_is_in_a_turn_once(virtual_clock: VirtualClock) -> None:
    turns, oven, twice = Turns(), Oven(virtual_clock), Taker("twice")
    async with asyncio.TaskGroup() as tasks:
        for name in ("one", "other"):
            tasks.create_task(baked(turns, oven, name, twice))
    assert oven.batches == [["one"], ["other"]]


async def test_what_fails_for_one_is_its_own_and_what_is_raised_is_everybodys(virtual_clock: VirtualClock) -> None:
    turns, oven = Turns(), Oven(virtual_clock)

    async def outcomes(*names: str) -> list[str | BaseException]:
        async with turns.turn(Taker("before")):
            waiting = [asyncio.create_task(baked(turns, oven, name)) for name in names]
            await virtual_clock.sleep(0.1)
        return await asyncio.gather(*waiting, return_exceptions=True)

    good, raw = await outcomes("good", "raw")
    assert (good, type(raw)) == ("baked good", KeyError)
    assert [type(outcome) for outcome in await outcomes("good", "bomb")] == [ValueError, ValueError]
    assert await baked(turns, oven, "next") == "baked next"


async def test_who_brings_nothing_is_not_waited_for(virtual_clock: VirtualClock) -> None:
    turns, oven = Turns(), Oven(virtual_clock)

    async def empty_handed(place: Place) -> None:
        assert not place.brought
        await virtual_clock.sleep(0.5)

    async def nothing() -> None:
        async with turns.turn(Taker("nothing"), four) as place:
            await empty_handed(place)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(nothing())
        await virtual_clock.sleep(0.1)
        assert await baked(turns, oven, "something") == "baked something"
    assert virtual_clock.monotonic() == 1.5


@pytest.mark.parametrize(("leaving", "broken_off"), [(1, 0), (2, 1)])
async def test_work_is_broken_off_when_nobody_waits_for_it_any_more(
    virtual_clock: VirtualClock, leaving: int, broken_off: int
) -> None:
    turns, oven = Turns(), Oven(virtual_clock)
    async with asyncio.TaskGroup() as tasks:
        async with turns.turn(Taker("before")):
            both = [tasks.create_task(baked(turns, oven, name)) for name in "ab"]
            await virtual_clock.sleep(0.1)
        await virtual_clock.sleep(0.5)
        for task in both[:leaving]:
            task.cancel()
        await virtual_clock.sleep(0.1)
        assert oven.broken_off == broken_off
    assert oven.batches == [["a", "b"]]
    async with asyncio.timeout(1), turns.turn(Taker("next")):
        pass


async def test_one_who_goes_before_the_work_began_is_not_worked_on(virtual_clock: VirtualClock) -> None:
    turns, oven = Turns(), Oven(virtual_clock)
    async with asyncio.TaskGroup() as tasks, turns.turn(Taker("slow"), four) as place:
        gone = tasks.create_task(baked(turns, oven, "gone"))
        await virtual_clock.sleep(0.1)
        gone.cancel()
        await virtual_clock.sleep(0.1)
        assert await place.bring("stays", oven.bake) == "baked stays"
    assert oven.batches == [["stays"]]


async def test_work_that_answers_for_others_than_were_brought_is_a_failure_and_hangs_nobody() -> None:
    turns = Turns()

    async def careless(_: Sequence[str]) -> Sequence[str | Exception]:
        return []

    async with asyncio.timeout(5), turns.turn(Taker("a"), four) as place:
        with pytest.raises(ValueError, match="0 outcomes of 1"):
            await place.bring("a", careless)


def test_when_the_work_ends_the_program_nobody_waits_on() -> None:
    turns = Turns()

    async def fatal(_: Sequence[str]) -> Sequence[str | Exception]:
        raise SystemExit(3)

    async def brings(name: str) -> None:
        async with turns.turn(Taker(name), four) as place:
            await place.bring(name, fatal)

    async def both() -> None:
        async with turns.turn(Taker("before")):
            waiting.extend(asyncio.create_task(brings(name)) for name in "ab")
            await asyncio.sleep(0)
        await asyncio.wait(waiting)

    waiting: list[asyncio.Task[None]] = []
    with asyncio.Runner() as runner:
        with pytest.raises(SystemExit):
            runner.run(both())
        _, left = runner.run(asyncio.wait(waiting, timeout=5))
        assert not left
        assert all(task.cancelled() for task in waiting)
