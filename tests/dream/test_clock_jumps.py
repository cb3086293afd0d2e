"""Clocks that are set, and laptops that sleep: the show goes on at its pace, without a freeze and without a rush."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest

from dreamwindow.dream.player import Player
from tests.clock import VirtualClock
from tests.dream.stage import Stage, dreaming

RATE_HZ = 6.0
NIGHT_S = 8 * 3600.0


@dataclass
class Leaping:
    """A clock that can be set: the wall's time, and, as where a sleep counts, the monotonic one."""

    clock: VirtualClock
    wall_s: float = 0.0
    monotonic_s: float = 0.0

    def monotonic(self) -> float:
        return self.clock.monotonic() + self.monotonic_s

    def now(self) -> datetime:
        return self.clock.now() + timedelta(seconds=self.wall_s)

    async def sleep(self, seconds: float) -> None:
        await self.clock.sleep(seconds)


async def shown_in(stage: Stage, clock: VirtualClock, seconds: float) -> int:
    """Frames shown in so many seconds from now."""
    before = len(stage.shown)
    await clock.sleep(seconds)
    return len(stage.shown) - before


@pytest.mark.parametrize("jump_s", [-NIGHT_S, NIGHT_S])
async def test_a_wall_clock_that_is_set_changes_nothing(virtual_clock: VirtualClock, jump_s: float) -> None:
    clock = Leaping(virtual_clock)
    async with dreaming(clock) as stage:
        await stage.until_shown(12)
        clock.wall_s += jump_s
        assert await shown_in(stage, virtual_clock, 10) == pytest.approx(10 * RATE_HZ, abs=2)


async def test_control_a_show_that_goes_by_a_clock_that_is_set_back_freezes(virtual_clock: VirtualClock) -> None:
    clock = Leaping(virtual_clock)
    async with dreaming(clock) as stage:
        await stage.until_shown(12)
        clock.monotonic_s -= NIGHT_S
        assert await shown_in(stage, virtual_clock, 10) <= 2


async def test_after_a_night_s_sleep_it_goes_on_at_its_pace_and_the_theme_turns_once(
    virtual_clock: VirtualClock,
) -> None:
    clock = Leaping(virtual_clock)
    async with dreaming(clock, themes=("misty forest", "glowing embers", "desert dunes")) as stage:
        await stage.until_shown(12)
        clock.monotonic_s += NIGHT_S
        clock.wall_s += NIGHT_S
        assert await shown_in(stage, virtual_clock, 10) == pytest.approx(10 * RATE_HZ, abs=2)
        prompts = list(dict.fromkeys(shown.frame.recipe.prompt for shown in stage.shown))
    assert prompts[0] == "misty forest"
    assert not any("dunes" in prompt for prompt in prompts)


async def test_control_a_show_that_makes_up_for_ten_seconds_rushes(virtual_clock: VirtualClock) -> None:
    def catches_up(player: Player, due: float, now: float) -> float:
        return due

    clock = Leaping(virtual_clock)
    with patch.object(Player, "_begins", catches_up):
        async with dreaming(clock) as stage:
            await stage.until_shown(12)
            clock.monotonic_s += 10
            assert await shown_in(stage, virtual_clock, 1) > 1.5 * RATE_HZ


async def test_a_pause_over_night_is_no_sign_of_a_slow_engine(virtual_clock: VirtualClock) -> None:
    clock = Leaping(virtual_clock)
    async with dreaming(clock) as stage:
        await stage.until_shown(12)
        stage.controller.pause("a game")
        await virtual_clock.sleep(1)
        clock.monotonic_s += NIGHT_S
        stage.controller.resume("a game")
        assert await shown_in(stage, virtual_clock, 10) == pytest.approx(10 * RATE_HZ, abs=3)
