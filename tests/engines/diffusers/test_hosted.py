"""The engine as `create` gives it: in a process that may be killed, or let go, and is there again when it is needed."""

from __future__ import annotations

import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np
import psutil
import pytest

from dreamwindow.compose.options import make_engine
from dreamwindow.config.load import load
from dreamwindow.contracts.engine import EngineOptions, LatentCodec
from dreamwindow.contracts.stream import BatchStreamEngine, StreamFrame
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.errors import EngineUnavailable
from dreamwindow.model.settings import Settings
from tests.contract.engine_suite import difference, foreign_picture

pytestmark = [pytest.mark.torch, pytest.mark.slow]


async def test_it_outlives_its_process_and_gives_all_memory_back(models: Path) -> None:
    from tests.engines.diffusers.loaded import recipe

    engine = registry.create("diffusers", EngineOptions(model=str(models / "turbo")))
    assert isinstance(engine, HostedEngine)
    async with engine:
        assert isinstance(engine, LatentCodec)
        assert isinstance(engine, BatchStreamEngine)
        first = await engine.generate(recipe())
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        with pytest.raises(EngineUnavailable):
            await engine.generate(recipe())
        assert np.array_equal(await engine.generate(recipe()), first)
        await _several_cameras(engine)
        before = engine.pid
        await engine.release()
        assert engine.pid is None
        assert not psutil.pid_exists(before)
        assert np.array_equal(await engine.generate(recipe()), first)


async def _several_cameras(engine: BatchStreamEngine) -> None:
    """In one batch each gets what it gets alone."""
    images = [foreign_picture((64, 64), number) for number in range(3)]
    said = [Settings(prompt=words, strength=0.6, num_inference_steps=2) for words in ("a lake", "embers", "a lake")]
    alone, frames = [], []
    async with AsyncExitStack() as stack:
        for image, settings in zip(images, said, strict=True):
            async with engine.open_stream(settings) as stream:
                alone.append(await stream.restyle(image, settings, 0.0))
            stream = await stack.enter_async_context(engine.open_stream(settings))
            frames.append(StreamFrame(stream, image, settings, 0.0))
        together = await engine.restyle_batch(frames)
    for made, expected in zip(together, alone, strict=True):
        assert not isinstance(made, Exception)
        assert difference(made, expected) <= 1.0


def test_it_has_one_process_where_the_config_gives_it_another(models: Path, tmp_path: Path) -> None:
    values = {
        ("generation", "engine"): "diffusers",
        ("generation", "model"): str(models / "turbo"),
        ("generation", "process"): "own",
    }
    loaded = load(None, {path: ("test", value) for path, value in values.items()}, environ={}, cwd=tmp_path)
    assert isinstance(make_engine(loaded, "diffusers"), HostedEngine)
