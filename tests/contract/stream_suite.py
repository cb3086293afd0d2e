"""What every engine holds to that keeps streams. Authors subclass `StreamContract` and give it their factory, as for
`engine_suite.EngineContract`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import numpy as np
import pytest

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions
from dreamwindow.contracts.stream import BatchStreamEngine, EngineStream, StreamEngine, StreamFrame
from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from tests.contract.engine_suite import difference, foreign_picture, is_picture


class StreamContract:
    """See `dreamwindow.contracts.stream`."""

    size = (96, 64)
    settings = Settings(prompt="a lake at dawn", strength=0.5, seed=7)
    forgotten = 4.0
    """Greatest mean difference, of 255, that two inputs make at strength 1."""

    @pytest.fixture
    def factory(self) -> EngineFactory:
        raise NotImplementedError("override this fixture with the engine's factory")

    @pytest.fixture
    async def engine(self, factory: EngineFactory) -> AsyncIterator[StreamEngine]:
        async with factory(EngineOptions()) as engine:
            yield as_stream_engine(engine)

    def moving(self, count: int) -> list[Pixels]:
        """A picture that moves by a pixel at a time."""
        return [np.ascontiguousarray(np.roll(foreign_picture(self.size), turn, axis=1)) for turn in range(count)]

    async def test_gives_pictures_of_the_size_given_and_leaves_them_alone(self, engine: StreamEngine) -> None:
        image = foreign_picture(self.size)
        before = image.copy()
        async with engine.open_stream(self.settings) as stream:
            assert is_picture(await stream.restyle(image, self.settings, 0.0), self.size)
        assert np.array_equal(image, before)

    async def test_strength_0_gives_the_picture_back_and_1_forgets_it(self, engine: StreamEngine) -> None:
        images = foreign_picture(self.size), foreign_picture(self.size, 1)
        async with engine.open_stream(self.settings) as stream:
            none, whole = self.settings.changed(strength=0.0), self.settings.changed(strength=1.0)
            assert np.array_equal(await stream.restyle(images[0], none, 0.0), images[0])
            a, b = [await stream.restyle(image, whole, 0.0) for image in images]
        assert difference(a, b) <= self.forgotten
        assert difference(a, images[0]) > self.forgotten

    async def test_what_came_back_is_the_callers_to_keep(self, engine: StreamEngine) -> None:
        images = self.moving(3)
        async with engine.open_stream(self.settings) as stream:
            first = await stream.restyle(images[0], self.settings, 0.0)
            kept = first.copy()
            images[0][:] = 0
            first[:] = 255 - first
            spoiled = await stream.restyle(images[1], self.settings, 0.1)
        async with engine.open_stream(self.settings) as stream:
            assert difference(await stream.restyle(self.moving(1)[0], self.settings, 0.0), kept) <= 1.0
            assert difference(await stream.restyle(images[1], self.settings, 0.1), spoiled) <= 1.0

    async def test_a_stream_sees_nothing_of_another(self, engine: StreamEngine) -> None:
        images, others = self.moving(4), [255 - image for image in self.moving(4)]
        alone = await _restyled(engine, images, self.settings)
        async with engine.open_stream(self.settings) as one, engine.open_stream(self.settings) as other:
            beside = []
            for turn, (image, different) in enumerate(zip(images, others, strict=True)):
                beside.append(await one.restyle(image, self.settings, turn / 30))
                await other.restyle(different, self.settings.changed(prompt="embers"), turn / 30)
        assert all(difference(a, b) <= 1.0 for a, b in zip(alone, beside, strict=True))

    async def test_a_batch_gives_what_each_gets_alone_and_what_fails_for_one_spoils_nothing(
        self, engine: StreamEngine
    ) -> None:
        if not isinstance(engine, BatchStreamEngine):
            pytest.skip("it restyles each by itself")
        images = [foreign_picture(self.size, number) for number in range(3)]
        words = [self.settings.changed(prompt=prompt) for prompt in ("a lake", "embers", "a city")]
        alone = [(await _restyled(engine, [image], said))[0] for image, said in zip(images, words, strict=True)]
        async with AsyncExitStack() as stack:
            streams = [await stack.enter_async_context(engine.open_stream(said)) for said in words]
            frames = [StreamFrame(*each, 0.0) for each in zip(streams, images, words, strict=True)]
            wrong = StreamFrame(streams[1], np.zeros((9, 9, 3), np.uint8), words[1], 0.0)
            together = await engine.restyle_batch([frames[0], wrong, frames[2]])
            late = await engine.restyle_batch([frames[1]])
        assert isinstance(together[1], InvalidRecipe)
        for made, expected in zip([together[0], *late, together[2]], alone, strict=True):
            assert not isinstance(made, Exception)
            assert difference(made, expected) <= 1.0

    async def test_settings_and_sizes_change_while_it_runs(self, engine: StreamEngine) -> None:
        changes: list[dict[str, Any]] = [
            {"prompt": "embers"},
            {"prompt": None},
            {"strength": 0.9},
            {"seed": 8},
            {"negative_prompt": "red"},
        ]
        settings = self.settings
        async with engine.open_stream(settings) as stream:
            for turn, change in enumerate(changes):
                settings = settings.changed(**change)
                assert is_picture(await stream.restyle(foreign_picture(self.size), settings, turn / 30), self.size)
            other = self.size[1], self.size[0]
            assert is_picture(await stream.restyle(foreign_picture(other), settings, 1.0), other)

    async def test_the_same_pictures_give_the_same_if_the_engine_says_so(
        self, engine: StreamEngine, factory: EngineFactory
    ) -> None:
        images = self.moving(4)
        first = await _restyled(engine, images, self.settings)
        async with factory(EngineOptions()) as other:
            if not other.info.deterministic:
                pytest.skip(f"{other.info.name} does not promise it")
            again = await _restyled(as_stream_engine(other), images, self.settings)
        assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))

    async def test_works_on_after_a_cancelled_and_a_refused_picture(self, engine: StreamEngine) -> None:
        image = foreign_picture(self.size)
        async with engine.open_stream(self.settings) as stream:
            async with asyncio.TaskGroup() as group:
                task = group.create_task(stream.restyle(image, self.settings, 0.0))
                await asyncio.sleep(0)  # let it begin
                task.cancel()
            with pytest.raises(InvalidRecipe):
                await stream.restyle(np.zeros((9, 9, 3), np.uint8), self.settings, 0.0)
            assert is_picture(await stream.restyle(image, self.settings, 0.0), self.size)


async def _restyled(engine: StreamEngine, images: list[Pixels], settings: Settings) -> list[Pixels]:
    async with engine.open_stream(settings) as stream:
        return [await _next(stream, image, settings, turn) for turn, image in enumerate(images)]


async def _next(stream: EngineStream, image: Pixels, settings: Settings, turn: int) -> Pixels:
    return await stream.restyle(image, settings, turn / 30)


def as_stream_engine(engine: Engine) -> StreamEngine:
    """The engine as what it says it is."""
    assert isinstance(engine, StreamEngine)
    return engine
