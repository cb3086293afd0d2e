"""An engine in a process of its own holds to what it holds to in ours. One process serves most of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from functools import partial

import numpy as np
import pytest
import pytest_asyncio

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions
from dreamwindow.contracts.stream import StreamEngine
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from tests.contract.engine_suite import CodecContract, EngineContract, as_codec
from tests.contract.stream_suite import StreamContract, as_stream_engine

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


def hosted(options: EngineOptions) -> HostedEngine:
    """The embedded engine in another process."""
    return HostedEngine(partial(registry.create, "procedural"), options)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def process() -> AsyncIterator[HostedEngine]:
    """It is there for the whole module: to start one takes about a second."""
    await asyncio.to_thread(os.getpid)  # the loop's own thread, which outlives every test, is there before they begin
    async with hosted(EngineOptions()) as engine:
        yield engine


class TestHostedEngine(EngineContract, CodecContract):
    tolerance = 0.0

    @pytest.fixture
    def factory(self) -> EngineFactory:
        return hosted

    @pytest.fixture
    def engine(self, process: HostedEngine) -> Engine:
        return process

    async def test_works_on_after_giving_its_memory_back(self, factory: EngineFactory) -> None:  # type: ignore[override]
        async with factory(EngineOptions()) as engine:  # one that may be replaced by this test
            await super().test_works_on_after_giving_its_memory_back(engine)

    async def test_its_pictures_are_those_that_are_made_in_our_process(self, engine: Engine) -> None:
        async with registry.create("procedural", EngineOptions()) as ours:
            pictures = []
            for maker in (engine, ours):
                first = await maker.generate(self.txt2img(maker))
                grown = await maker.generate(self.img2img(maker), first)
                a, b = await as_codec(maker).encode(first), await as_codec(maker).encode(grown, self.img2img(maker))
                between = await as_codec(maker).interpolate(a, b, 0.3)
                further = await as_codec(maker).interpolate(between, b, 0.5)
                pictures.append([first, grown, *await as_codec(maker).decode([between, further])])
        assert all(np.array_equal(there, here) for there, here in zip(*pictures, strict=True))
        assert engine.info == ours.info

    async def test_a_lent_picture_can_be_written_to(self, engine: Engine) -> None:
        picture = await engine.generate(self.txt2img(engine))
        picture[:] = 0


class TestHostedStreams(StreamContract):
    @pytest.fixture
    def factory(self) -> EngineFactory:
        return hosted

    @pytest.fixture
    def engine(self, process: HostedEngine) -> StreamEngine:
        return as_stream_engine(process)
