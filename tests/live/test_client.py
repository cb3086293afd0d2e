from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import numpy as np
import pytest

from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.errors import (
    ConfigError,
    DreamWindowError,
    EngineUnavailable,
    GenerationFailed,
    InvalidImage,
    InvalidRecipe,
    MissingWeights,
    SettingsRejected,
)
from dreamwindow.flow.turns import Taker
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.live.client import LiveClient
from dreamwindow.live.frames import Arrived
from dreamwindow.live.scene import LIVE, OWN, Scene
from dreamwindow.live.stylist import Stylist
from dreamwindow.model.settings import Settings
from tests.clock import VirtualClock
from tests.live.studio import ToyBatchEngine, ToyDesk, ToyEngine, ToyStream, arrived, client_of, picture


@asynccontextmanager
async def at_work(client: LiveClient) -> AsyncIterator[list[DreamWindowError]]:
    """What it complains of."""
    complaints: list[DreamWindowError] = []
    async with asyncio.TaskGroup() as tasks:
        work = tasks.create_task(client.work(complaints.append))
        yield complaints
        work.cancel()


async def test_a_frame_comes_back_restyled_with_its_times(virtual_clock: VirtualClock) -> None:
    client = client_of(ToyDesk(ToyEngine(virtual_clock, takes_s=0.05)), virtual_clock)
    await virtual_clock.sleep(2)
    async with at_work(client):
        client.give(arrived(100, virtual_clock, capture_ts_us=77))
        styled = await client.outbox.get()
    assert styled.pixels.shape == (24, 32, 3)
    assert round(float(styled.pixels.mean())) == 101
    assert (styled.capture_ts_us, styled.settings_rev, styled.received_us) == (77, 1, 2_000_000)
    assert (styled.stages.wait, round(styled.stages.engine)) == (0, 50)


async def test_the_newest_frame_wins_while_the_engine_is_busy(virtual_clock: VirtualClock) -> None:
    engine = ToyEngine(virtual_clock, takes_s=1)
    client = client_of(ToyDesk(engine), virtual_clock)
    async with at_work(client):
        client.give(arrived(1, virtual_clock))
        await virtual_clock.sleep(0.5)
        for value in (2, 3, 4):
            client.give(arrived(value, virtual_clock))
        await client.outbox.get()
        await client.outbox.get()
    assert engine.streams[0].seen == [1, 4]
    assert client.drops["waited"] == 2


async def test_what_nobody_fetches_is_replaced_and_counted(virtual_clock: VirtualClock) -> None:
    client = client_of(ToyDesk(ToyEngine()), virtual_clock)
    async with at_work(client):
        for value in (10, 20):
            client.give(arrived(value, virtual_clock))
            await virtual_clock.sleep(1)
        assert round(float((await client.outbox.get()).pixels.mean())) == 21
    assert client.drops["unacknowledged"] == 1


async def test_each_client_has_its_own_clock_and_stream(virtual_clock: VirtualClock) -> None:
    engine = ToyEngine()
    desk = ToyDesk(engine)
    one, other = client_of(desk, virtual_clock), client_of(desk, virtual_clock)
    async with at_work(one), at_work(other):
        one.give(arrived(10, virtual_clock))
        await virtual_clock.sleep(5)
        for client in (one, other):
            client.give(arrived(20, virtual_clock))
            await virtual_clock.sleep(1)
    assert [(stream.seen, stream.at_s) for stream in engine.streams] == [([10, 20], [0, 5]), ([20], [0])]
    assert not any(stream.open for stream in engine.streams)


async def test_a_change_of_ones_own_leaves_the_shared_scene_as_it_was(virtual_clock: VirtualClock) -> None:
    scene = Scene(LIVE)
    client, other = (client_of(ToyDesk(None), virtual_clock, scene) for _ in range(2))
    before = scene.settings
    own = client.steer(strength=0.9)
    assert (own.strength, own.revision, client.scene.name) == (0.9, 2, OWN)
    assert scene.settings is before
    assert other.scene is scene
    client.steer(prompt="glass")
    assert (client.scene.settings.strength, client.scene.settings.revision) == (0.9, 3)


async def test_a_shared_scene_steers_those_who_are_in_it(virtual_clock: VirtualClock) -> None:
    engine, scene = ToyEngine(), Scene(LIVE)
    client = client_of(ToyDesk(engine), virtual_clock, scene)
    async with at_work(client):
        scene.steer(prompt="stained glass")
        client.give(arrived(1, virtual_clock))
        assert (await client.outbox.get()).settings_rev == 2
    assert engine.asked[0][1].prompt == "stained glass"


async def test_a_refused_change_changes_nothing(virtual_clock: VirtualClock) -> None:
    client = client_of(ToyDesk(None), virtual_clock)
    scene = client.scene
    for changes in ({"strength": 2}, {"mode": "hybrid"}, {"prompt": "glass", "taste": 0.5}):
        with pytest.raises(SettingsRejected):
            client.steer(**changes)
    assert client.scene is scene


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", "!", "AAAA"])
async def test_what_is_no_picture_is_said_and_counted(virtual_clock: VirtualClock, data: bytes | str) -> None:
    client = client_of(ToyDesk(ToyEngine()), virtual_clock)
    async with at_work(client) as complaints:
        client.give(Arrived(data=data, received_us=0))
        await virtual_clock.sleep(1)
        client.give(arrived(5, virtual_clock))
        await client.outbox.get()
    assert [type(complaint) for complaint in complaints] == [InvalidImage]
    assert client.drops["unreadable"] == 1


async def test_base64_is_read(virtual_clock: VirtualClock) -> None:
    client = client_of(ToyDesk(ToyEngine()), virtual_clock)
    file = encode_jpeg(picture(5))
    async with at_work(client):
        client.give(Arrived(data=base64.b64encode(file).decode(), received_us=0))
        assert round(float((await client.outbox.get()).pixels.mean())) == 6


@pytest.mark.parametrize(
    "fault",
    [
        EngineUnavailable("Gone.", "Wait."),
        GenerationFailed("Not this one."),
        MissingWeights("The model is gone.", "Fetch it again."),
        ConfigError("There is no such LoRA."),
    ],
)
async def test_an_engine_that_fails_is_said_and_tried_again(virtual_clock: VirtualClock, fault: Exception) -> None:
    engine = ToyEngine()
    client = client_of(ToyDesk(engine), virtual_clock)
    async with at_work(client) as complaints:
        engine.fault = fault
        client.give(arrived(5, virtual_clock))
        await virtual_clock.sleep(1)
        engine.fault = None
        client.give(arrived(5, virtual_clock))
        await client.outbox.get()
    assert complaints == [fault]
    assert client.drops["engine"] == 1
    assert client.drops["engine"] == 1


async def test_an_engine_that_hangs_is_given_up(virtual_clock: VirtualClock) -> None:
    desk = ToyDesk(ToyEngine(virtual_clock, takes_s=1_000))
    client, other = (client_of(desk, virtual_clock, timeout_s=5) for _ in range(2))
    async with at_work(client) as complaints, at_work(other) as others:
        client.give(arrived(5, virtual_clock))
        other.give(arrived(5, virtual_clock))
        await virtual_clock.sleep(11)
    assert "longer than 5 s" in str(complaints[0])
    assert len(complaints) == len(others) == 1


async def test_a_large_picture_is_made_smaller_in_its_own_proportions(virtual_clock: VirtualClock) -> None:
    engine = ToyEngine()
    client = client_of(ToyDesk(engine), virtual_clock)
    client.steer(width=64, height=64)
    async with at_work(client):
        client.give(arrived(5, virtual_clock, width=160, height=120))
        assert (await client.outbox.get()).pixels.shape == (48, 64, 3)


async def test_clients_whose_engine_takes_several_are_restyled_together(virtual_clock: VirtualClock) -> None:
    engine = ToyBatchEngine(virtual_clock, takes_s=1)
    desk = ToyDesk(engine)
    clients = [client_of(desk, virtual_clock) for _ in range(3)]
    async with AsyncExitStack() as stack:
        for client in clients:
            await stack.enter_async_context(at_work(client))
        for turn in range(2):
            for number, client in enumerate(clients):
                client.give(arrived(20 * number + turn, virtual_clock))
            made = [round(float((await client.outbox.get()).pixels.mean())) for client in clients]
            assert made == [1 + turn, 21 + turn, 41 + turn]
    assert engine.batches == [3, 3]
    assert virtual_clock.monotonic() == 2
    assert sorted(stream.seen for stream in engine.streams) == [[0, 1], [20, 21], [40, 41]]


async def test_a_picture_that_cannot_be_read_holds_up_nobody_of_its_batch(virtual_clock: VirtualClock) -> None:
    engine = ToyBatchEngine(virtual_clock, takes_s=1)
    desk = ToyDesk(engine)
    good, bad = client_of(desk, virtual_clock), client_of(desk, virtual_clock)
    async with at_work(good) as fine, at_work(bad) as complaints:
        good.give(arrived(10, virtual_clock))
        bad.give(Arrived(data=b"\xff\xd8 no picture", received_us=0, capture_ts_us=0))
        assert round(float((await good.outbox.get()).pixels.mean())) == 11
    assert (len(fine), len(complaints), engine.batches) == (0, 1, [1])


async def test_what_fails_for_one_of_a_batch_is_that_ones(virtual_clock: VirtualClock) -> None:
    class Picky(ToyBatchEngine):
        async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
            made = await super().restyle_batch(frames)
            return [_unless_dark(frame, restyled) for frame, restyled in zip(frames, made, strict=True)]

    def _unless_dark(frame: StreamFrame, restyled: Restyled) -> Restyled:
        return InvalidRecipe("Too dark.") if frame.image.mean() < 5 else restyled

    desk = ToyDesk(Picky(virtual_clock, takes_s=1))
    light, dark = client_of(desk, virtual_clock), client_of(desk, virtual_clock)
    async with at_work(light) as fine, at_work(dark) as complaints:
        light.give(arrived(50, virtual_clock))
        dark.give(arrived(1, virtual_clock))
        assert round(float((await light.outbox.get()).pixels.mean())) == 51
        await virtual_clock.sleep(1)
    assert (len(fine), [error.message for error in complaints]) == (0, ["Too dark."])


async def test_one_that_leaves_in_a_batch_takes_nobody_along(virtual_clock: VirtualClock) -> None:
    engine = ToyBatchEngine(virtual_clock, takes_s=1)
    desk = ToyDesk(engine)
    stays, leaves = client_of(desk, virtual_clock), client_of(desk, virtual_clock)
    async with at_work(stays):
        async with at_work(leaves):
            for client in (stays, leaves):
                client.give(arrived(10, virtual_clock))
            await virtual_clock.sleep(0.5)
        assert round(float((await stays.outbox.get()).pixels.mean())) == 11
    assert (engine.batches, virtual_clock.monotonic()) == ([2], 1)


@pytest.mark.parametrize("engine", [ToyEngine(), ToyBatchEngine()])
async def test_a_bug_in_the_engine_costs_the_picture_and_not_the_camera(
    virtual_clock: VirtualClock, engine: ToyEngine, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(ToyDesk(engine), virtual_clock)
    async with at_work(client) as complaints:
        engine.fault = ZeroDivisionError("a bug of theirs")
        for number in range(2):
            client.give(arrived(10, virtual_clock))
            await virtual_clock.sleep(1)
            assert len(complaints) == number + 1
        engine.fault = None
        client.give(arrived(10, virtual_clock))
        assert round(float((await client.outbox.get()).pixels.mean())) == 11
    assert [type(error) for error in complaints] == [GenerationFailed, GenerationFailed]
    assert sum("Traceback" in record.message for record in caplog.records) == 1  # once, not for each picture


async def test_what_is_no_picture_of_the_size_given_is_refused(virtual_clock: VirtualClock) -> None:
    class Shrinking(ToyBatchEngine):
        async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
            return [frame.image[::2] for frame in frames]

    client = client_of(ToyDesk(Shrinking()), virtual_clock)
    async with at_work(client) as complaints:
        client.give(arrived(10, virtual_clock))
        await virtual_clock.sleep(1)
    assert [error.message for error in complaints] == ["toy has a bug: of (24, 32, 3) it made uint8 (12, 32, 3)."]


async def test_a_stream_that_cannot_be_closed_does_not_keep_the_engine(virtual_clock: VirtualClock) -> None:
    class Clinging(ToyEngine):
        @asynccontextmanager
        async def open_stream(self, settings: Settings) -> AsyncIterator[ToyStream]:
            async with super().open_stream(settings) as stream:
                yield stream
            raise ZeroDivisionError("a bug of theirs")

    client = client_of(ToyDesk(Clinging()), virtual_clock)
    async with at_work(client) as complaints:
        client.give(arrived(10, virtual_clock))
        await client.outbox.get()
        await client.leave_engine()
        client.give(arrived(20, virtual_clock))
        assert round(float((await client.outbox.get()).pixels.mean())) == 21
    assert complaints == []


async def test_the_time_limit_is_for_each_of_a_batch(virtual_clock: VirtualClock) -> None:
    """Four together take four times as long as one: no reason to give them up."""

    class Slow(ToyBatchEngine):
        async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
            await virtual_clock.sleep(0.7 * len(frames))
            return await super().restyle_batch(frames)

    engine = Slow(virtual_clock)
    desk = ToyDesk(engine)
    clients = [client_of(desk, virtual_clock, timeout_s=1.0) for _ in range(4)]
    async with AsyncExitStack() as stack:
        complaints = [await stack.enter_async_context(at_work(client)) for client in clients]
        for client in clients:
            client.give(arrived(10, virtual_clock))
        for client in clients:
            assert round(float((await client.outbox.get()).pixels.mean())) == 11
    assert (engine.batches, complaints) == ([4], [[], [], [], []])


async def test_while_an_engine_is_exchanged_each_frame_goes_to_the_engine_of_its_stream() -> None:
    one, other = ToyBatchEngine(), ToyBatchEngine()
    desk = ToyDesk(one)
    before, after = Stylist(desk, 60.0), Stylist(desk, 60.0)
    async with desk.turns.turn(Taker("a"), desk.batch) as place, asyncio.TaskGroup() as tasks:
        async with desk.turns.turn(Taker("b"), desk.batch) as beside:
            waiting = tasks.create_task(before.restyle(picture(10), Settings(), 0.0, place))
            await asyncio.sleep(0)
            desk.in_use = other
            assert np.array_equal(await after.restyle(picture(20), Settings(), 0.0, beside), picture(21))
        assert np.array_equal(await waiting, picture(11))
    assert (one.batches, other.batches) == ([1], [1])
    for stylist in (before, after):
        await stylist.leave()
