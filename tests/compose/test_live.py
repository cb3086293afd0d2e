"""Cameras beside a real dream, on the engine that it uses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.compose.live import LiveAct, live_beside
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.load import load
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines import registry
from dreamwindow.errors import DreamWindowError, UnknownName
from dreamwindow.live.client import LiveClient
from dreamwindow.live.frames import Styled
from tests.clock import VirtualClock
from tests.compose.test_engine_room import SMALL
from tests.live.studio import ToyEngine, arrived


@asynccontextmanager
async def beside_a_dream(clock: VirtualClock) -> AsyncIterator[tuple[DreamAct, LiveAct]]:
    loaded = load(None, SMALL)
    act = DreamAct(loaded, DreamOptions(prompt="glass"), clock)
    async with act, live_beside(act, LiveConfig(), clock) as live:
        await act.start()
        yield act, live


@asynccontextmanager
async def filming(live: LiveAct, scene: str | None = None) -> AsyncIterator[tuple[LiveClient, list[DreamWindowError]]]:
    complaints: list[DreamWindowError] = []
    with live.entered(scene) as client:
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(client.work(complaints.append))
            yield client, complaints
            work.cancel()


async def one_frame(client: LiveClient, clock: VirtualClock) -> Styled:
    client.give(arrived(120, clock, width=64, height=64))
    return await client.outbox.get()


async def test_a_camera_and_the_dream_share_the_engine(workspace: Path, virtual_clock: VirtualClock) -> None:
    async with beside_a_dream(virtual_clock) as (act, live), filming(live) as (client, complaints):
        for _ in range(3):
            styled = await one_frame(client, virtual_clock)
            assert styled.pixels.shape == (64, 64, 3)
        while act.status().frame_number < 3:
            await virtual_clock.sleep(0.1)
        assert complaints == []
        assert (client.scene.name, client.taker.turns) == ("live", 3)


async def test_a_camera_in_the_dreams_scene_has_the_words_that_are_dreamt_of(
    workspace: Path, virtual_clock: VirtualClock
) -> None:
    async with beside_a_dream(virtual_clock) as (act, live), filming(live, "dream") as (client, _):
        assert client.scene.settings.prompt == "glass"
        act.steer(prompt=None)
        while act.status().current_prompt in ("glass", None):
            await virtual_clock.sleep(0.1)
        assert client.scene.settings.prompt == act.status().current_prompt
        client.steer(strength=0.9)
        assert (client.scene.name, act.settings.strength != 0.9) == ("own", True)


async def test_a_scene_that_is_not_there_is_refused(workspace: Path, virtual_clock: VirtualClock) -> None:
    async with beside_a_dream(virtual_clock) as (_, live):
        with pytest.raises(UnknownName, match="no such scene"):
            live.entered("No Stage")


async def test_another_engine_takes_cameras_over_with_the_dream(
    workspace: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = ToyEngine()
    create: Callable[[str, EngineOptions], Any] = registry.create
    monkeypatch.setattr(registry, "create", lambda name, options: toy if name == "toy" else create(name, options))
    async with AsyncExitStack() as stack:
        act, live = await stack.enter_async_context(beside_a_dream(virtual_clock))
        client, complaints = await stack.enter_async_context(filming(live))
        await one_frame(client, virtual_clock)
        await act.select_engine("toy")
        styled = await one_frame(client, virtual_clock)
        assert round(float(styled.pixels.mean())) == 121
        assert (live.engine_name, complaints) == ("toy", [])
        assert [stream.seen for stream in toy.streams] == [[120]]
